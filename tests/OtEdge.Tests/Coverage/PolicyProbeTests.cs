using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Coverage;

public sealed class PolicyProbeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rules_that_refuse_nothing_fail_the_probe()
    {
        RuleSet all = RuleSet.Compile(Given.Policy(new Rule
        {
            Id = "all",
            Classes = OperationClasses.Read | OperationClasses.Write | OperationClasses.Admin,
        }));

        RuleSet some = RuleSet.Compile(Given.Policy(new Rule
        {
            Id = "some",
            Clients = [Given.Network("10.20.0.11/32")],
            Classes = OperationClasses.Read,
        }));

        PolicyProbe probe = PolicyProbe.Of(all, Now);

        Assert.False(probe.Holds);
        Assert.True(PolicyProbe.Of(some, Now).Holds);
        Assert.False(PolicyProbe.Of(RuleSet.None, Now).Holds);
    }
}
