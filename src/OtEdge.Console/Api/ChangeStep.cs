namespace OtEdge.Console.Api;

/// <summary>What a person may do with a change after it was proposed.</summary>
public enum ChangeStep
{
    /// <summary>Starts the trial of a draft.</summary>
    Arm,

    /// <summary>Ends a trial for good; what is new holds.</summary>
    Confirm,

    /// <summary>Prolongs a running trial by its length, twice at most.</summary>
    Extend,

    /// <summary>Ends a trial and goes back to the confirmed posture.</summary>
    Abort,

    /// <summary>Ends a change before its trial.</summary>
    Withdraw,
}
