namespace OtEdge.Console.Api;

/// <summary>A posture as a change names it.</summary>
/// <param name="Mode">bypass, observe, monitor or enforce.</param>
/// <param name="Scope">Classes that are really refused; empty unless enforcing.</param>
/// <param name="ScopeClients">Clients that the scope holds for; null: all.</param>
/// <param name="PolicyDigest">Digest of the policy; null: none.</param>
/// <param name="OnFault">forward or refuse.</param>
/// <param name="RefuseWith">reply, drop, close or reset.</param>
public sealed record PostureView(
    string Mode,
    IReadOnlyList<string> Scope,
    IReadOnlyList<string>? ScopeClients,
    string? PolicyDigest,
    string OnFault,
    string RefuseWith);
