namespace OtEdge.Console.Accounts;

/// <summary>What an API token may be used for; each includes those before it, and none goes beyond what its person may do.</summary>
public enum TokenScope
{
    /// <summary>Look at everything that every role may look at, and have reports made.</summary>
    Read = 0,

    /// <summary>Prepare: draft, shadow, judge findings, propose and check changes. Nothing that traffic feels.</summary>
    Propose,

    /// <summary>Everything that its person may do with traffic: approve, arm, confirm, go back, break glass, permit, reload.</summary>
    Act,

    /// <summary>Everything that its person may do, people, tokens, certificates and backups included.</summary>
    Administer,
}
