using OtEdge.Console.Api;
using OtEdge.Tests.Gateway;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Replays;

/// <summary>What is said of a policy while somebody writes it.</summary>
public sealed class PolicyChecksTests
{
    [Fact]
    public async Task A_problem_is_named_by_line_and_column()
    {
        PolicyCheckView check = await CheckAsync("policy: a\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    alow: [read]\n");

        Assert.Null(check.Digest);
        Assert.Contains(check.Problems, problem => problem is { Line: 5, Column: 5, File: "policies/a.yaml" } && problem.Message.Contains("allow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tests_that_fail_are_results_and_keep_the_rest_from_nothing()
    {
        PolicyCheckView check = await CheckAsync(
            "policy: a\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\ntests:\n"
            + "  - { unit: 1, read: { holding-register: 1 }, expect: allowed }\n  - { unit: 1, read: { holding-register: 1 }, expect: refused }\n");

        Assert.Empty(check.Problems);
        Assert.Equal([(7, true), (8, false)], check.Tests.Select(test => (test.Line, test.Passed)));
        Assert.NotNull(check.Digest);
    }

    [Fact]
    public async Task What_clients_lose_is_told_whatever_the_mode_is()
    {
        PolicyCheckView check = await CheckAsync("policy: a\nprotocol: modbus-tcp\nrules: []\n");

        Assert.Equal("tightening", check.Direction);
        Assert.NotEmpty(check.Difference);
    }

    [Fact]
    public async Task Rules_that_never_decide_are_named()
    {
        PolicyCheckView check = await CheckAsync(
            "policy: a\nprotocol: modbus-tcp\nrules:\n  - id: all\n    allow: [read]\n  - id: some\n    allow: [read]\n    holding-registers: 1-2\n");

        Assert.Contains("some is covered by all", Assert.Single(check.Unreachable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_of_another_protocol_is_a_problem()
    {
        PolicyCheckView check = await CheckAsync("policy: a\nprotocol: opc-ua\nrules: []\n");

        Assert.Null(check.Digest);
        Assert.Contains("opc-ua", Assert.Single(check.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conduit_that_is_unknown_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SmallPlant.Site());

        Assert.Equal(RefusalKind.Unknown, gateway.Runtime.Replays.Check("fillin", new PolicyText("a.yaml", "")).Refusal?.Kind);
    }

    private static async Task<PolicyCheckView> CheckAsync(string text)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SmallPlant.Site());
        Answer<PolicyCheckView> answer = gateway.Runtime.Replays.Check(SmallPlant.Filling, new PolicyText("policies/a.yaml", text));
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }
}
