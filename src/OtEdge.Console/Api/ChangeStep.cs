namespace OtEdge.Console.Api;

/// <summary>What a person may do with a change after it was proposed.</summary>
public enum ChangeStep
{
    /// <summary>Has a draft checked, and its candidate judged beside the live rules.</summary>
    Check,

    /// <summary>Says yes to a change that is ready.</summary>
    Approve,

    /// <summary>Says no to a change, and ends it.</summary>
    Reject,

    /// <summary>Lets a change start its trial as soon as the plant allows; takes the steps before it that one person may take.</summary>
    Arm,

    /// <summary>Ends a trial, which goes on as a soak; ends a soak for good.</summary>
    Confirm,

    /// <summary>Prolongs a running trial by its length, twice at most.</summary>
    Extend,

    /// <summary>Ends a trial or a soak and goes back to the confirmed posture.</summary>
    Abort,

    /// <summary>Ends a change before its trial.</summary>
    Withdraw,

    /// <summary>Says that it hurts: goes back at once.</summary>
    Hurt,

    /// <summary>Answers change questions of a change that is not in force yet.</summary>
    Answer,
}
