namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>How far a rule holds for a client and its user.</summary>
internal enum NodeStanding : byte
{
    /// <summary>It names other clients.</summary>
    OtherClient = 0,

    /// <summary>It may turn out to hold once the client has told its application or its user.</summary>
    MayHold,

    /// <summary>It names the client, but other users.</summary>
    OtherUser,

    /// <summary>It holds.</summary>
    Holds,
}
