namespace OtEdge.Core.Auditing;

/// <summary>What an audit entry is about.</summary>
public enum AuditKind
{
    /// <summary>The gateway started or stopped, or its clock stepped.</summary>
    Gateway = 0,

    /// <summary>A staged change took a step.</summary>
    Change,

    /// <summary>Break-glass began, was reviewed or ended.</summary>
    BreakGlass,

    /// <summary>A permit was asked for, began or ended.</summary>
    Permit,

    /// <summary>Settings were read again.</summary>
    Settings,

    /// <summary>A person said what a finding is.</summary>
    Triage,

    /// <summary>A person set an operating regime.</summary>
    Regime,

    /// <summary>A device says that it is another one, or runs another program.</summary>
    Device,

    /// <summary>A campaign over a zone, or a plan for a conduit, took a step.</summary>
    Campaign,

    /// <summary>The audit itself: its key is new.</summary>
    Audit,

    /// <summary>Somebody signed in, was invited, or got or lost a session or a token.</summary>
    Access,

    /// <summary>A certificate is trusted, or no longer.</summary>
    Certificate,

    /// <summary>A backup was made, taken out or removed.</summary>
    Backup,
}
