namespace OtEdge.Host.Commands;

/// <summary>For whom a command writes.</summary>
internal enum OutputFormat
{
    /// <summary>People.</summary>
    Text,

    /// <summary>Programs: standard output carries JSON and nothing else.</summary>
    Json,

    /// <summary>Spreadsheets; only where a command says so.</summary>
    Csv,
}
