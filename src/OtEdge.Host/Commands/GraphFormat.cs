namespace OtEdge.Host.Commands;

/// <summary>How a graph is written.</summary>
internal enum GraphFormat
{
    /// <summary>The language of Graphviz (https://graphviz.org/doc/info/lang.html).</summary>
    Dot,

    /// <summary>A picture for browsers and documents.</summary>
    Svg,

    /// <summary>What the API answers.</summary>
    Json,
}
