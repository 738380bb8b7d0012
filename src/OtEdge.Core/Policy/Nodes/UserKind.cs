namespace OtEdge.Core.Policy.Nodes;

/// <summary>How the user of a session says who it is (OPC 10000-4 cl. 7.40).</summary>
public enum UserKind
{
    /// <summary>Not at all.</summary>
    Anonymous = 0,

    /// <summary>By user name.</summary>
    Name,

    /// <summary>By a certificate of its own.</summary>
    Certificate,

    /// <summary>By an issued token; its name is not known here.</summary>
    Token,
}
