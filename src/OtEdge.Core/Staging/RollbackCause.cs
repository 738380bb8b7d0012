namespace OtEdge.Core.Staging;

/// <summary>Why a change went back.</summary>
public enum RollbackCause
{
    /// <summary>Nobody confirmed in time.</summary>
    DeadMan,

    /// <summary>The process started anew.</summary>
    Restart,

    /// <summary>A guard said that it hurts.</summary>
    GuardBreach,

    /// <summary>A guard was unknown for longer than its grace.</summary>
    GuardUnknown,

    /// <summary>A person pressed "this hurt us".</summary>
    Hurt,

    /// <summary>A person aborted it.</summary>
    Aborted,

    /// <summary>Break-glass took its place.</summary>
    GlassBroken,

    /// <summary>The confirmed posture moved beneath it.</summary>
    BaseMoved,
}
