#pragma warning disable CA1822 // being written
namespace OtEdge.Core.Policy;

/// <summary>A rule set as it holds for one client: one table look-up per operation, without allocating.</summary>
public sealed class ClientRules
{
    /// <summary>Judges one operation.</summary>
    /// <param name="operation">The whole operation.</param>
    /// <param name="memory">What the conduit remembers; rate windows are counted in it.</param>
    /// <param name="client">The client, for its rate windows.</param>
    /// <param name="now">The moment of judging.</param>
    public Decision Decide(in Operation operation, JudgingMemory memory, ClientIdentity client, in JudgingTime now) =>
        new(DecisionReason.Client);
}
