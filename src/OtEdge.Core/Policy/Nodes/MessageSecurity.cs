namespace OtEdge.Core.Policy.Nodes;

/// <summary>How the messages of a secure channel are protected (OPC 10000-4 cl. 7.20).</summary>
public enum MessageSecurity
{
    /// <summary>Not known yet.</summary>
    Unknown = 0,

    /// <summary>Not at all.</summary>
    None = 1,

    /// <summary>Signed, readable by anyone on the way.</summary>
    Sign = 2,

    /// <summary>Signed and encrypted.</summary>
    SignAndEncrypt = 3,
}
