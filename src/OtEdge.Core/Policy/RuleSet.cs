#pragma warning disable CA1822 // being written
namespace OtEdge.Core.Policy;

/// <summary>All rules of a conduit, compiled; immutable and shared by threads.</summary>
public sealed class RuleSet
{
    private RuleSet(PolicyDocument? policy) => Policy = policy;

    /// <summary>No policy: nothing is allowed, nothing is pinned.</summary>
    public static RuleSet None { get; } = new(null);

    /// <summary>The policy it was compiled from; null for <see cref="None"/>.</summary>
    public PolicyDocument? Policy { get; }

    /// <summary>True when max-step rules want to learn values from passing traffic.</summary>
    public bool LearnsValues => false;

    /// <summary>Compiles a policy.</summary>
    public static RuleSet Compile(PolicyDocument policy) => new(policy);

    /// <summary>The rules as they hold for one client; cached, so that equal clients share one table.</summary>
    public ClientRules For(ClientIdentity client) => new();
}
