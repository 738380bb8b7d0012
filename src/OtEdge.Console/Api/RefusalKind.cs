namespace OtEdge.Console.Api;

/// <summary>Whose fault a refusal is; each kind has its HTTP status and its exit code on the command line.</summary>
public enum RefusalKind
{
    /// <summary>The request or the settings are wrong: 400, exit 2.</summary>
    Invalid,

    /// <summary>A role or governance forbids it: 403, exit 3.</summary>
    Forbidden,

    /// <summary>Nobody is signed in: 401, exit 3.</summary>
    SignedOut,

    /// <summary>Too many tries: 429, exit 3.</summary>
    TooMany,

    /// <summary>There is nothing of that name: 404, exit 2.</summary>
    Unknown,

    /// <summary>The present state forbids it: 409, exit 3.</summary>
    Conflict,

    /// <summary>Somebody else changed it meanwhile: 412, exit 3.</summary>
    Changed,

    /// <summary>It does not say which version it is meant for: 428, exit 2.</summary>
    Unconditional,

    /// <summary>It failed here: 500, exit 1.</summary>
    Failed,
}
