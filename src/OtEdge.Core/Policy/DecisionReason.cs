namespace OtEdge.Core.Policy;

/// <summary>Why a decision is what it is.</summary>
public enum DecisionReason
{
    /// <summary>Not judged; never a permission by itself.</summary>
    NotJudged = 0,

    /// <summary>A rule covers the whole operation.</summary>
    Allowed,

    /// <summary>A pinned refusal matches.</summary>
    Pinned,

    /// <summary>The bytes are no valid operation.</summary>
    Malformed,

    /// <summary>No rule names this client.</summary>
    Client,

    /// <summary>No rule for this client allows the function.</summary>
    Function,

    /// <summary>The function is allowed for this client, but not on this unit.</summary>
    Unit,

    /// <summary>No single rule covers every touched address.</summary>
    Range,

    /// <summary>A rule covers the addresses, but a value is outside its limits or not a number.</summary>
    Value,

    /// <summary>A multi-word value would be written by halves.</summary>
    TornValue,

    /// <summary>The value moves further than the rule's max-step.</summary>
    Step,

    /// <summary>The client has used the rule too often.</summary>
    Rate,

    /// <summary>OPC UA: rules name this client, but not its user.</summary>
    User,

    /// <summary>OPC UA: a rule names the node, but not this attribute of it.</summary>
    Attribute,

    /// <summary>OPC UA: the secure channel has a security policy or mode that the conduit does not accept.</summary>
    Security,

    /// <summary>OPC UA: a rule limits the value by the node's EURange, which is not known.</summary>
    EURangeUnknown,
}
