using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>The five change questions, which governance by functions asks of every tightening.</summary>
public sealed class ChangeQuestionTests
{
    private static readonly Person Anna = new("anna", ["anna"], PersonRoles.Engineer | PersonRoles.Operator);
    private static readonly Person Bert = new("bert", ["bert"], PersonRoles.Operator);

    /// <summary>An answer to each.</summary>
    public static IReadOnlyDictionary<string, string> Answers { get; } = new Dictionary<string, string>
    {
        ["benefit"] = "strangers cannot write any more",
        ["harm"] = "the recipe download",
        ["notice"] = "the shift leader, at the panel",
        ["way-back"] = "anybody, with abort",
        ["told"] = "shifts A and B",
    };

    [Fact]
    public async Task A_draft_waits_for_its_answers_and_is_checked_when_it_has_them_all()
    {
        await using TestGateway gateway = await StartAsync();
        ChangeResult draft = await ProposeAsync(gateway, new Dictionary<string, string> { ["harm"] = "the recipe download" });
        Assert.Contains("An answer: who has been told?", draft.WaitsFor);
        Assert.DoesNotContain(draft.WaitsFor, wait => wait.Contains("what could it stop?", StringComparison.Ordinal));

        Answer<ChangeResult> early = await gateway.StepAsync(draft.Id, ChangeStep.Check, user: "anna");
        Assert.Equal((RefusalKind.Conflict, "Questions are open"), (early.Refusal!.Kind, early.Refusal.Title));
        Assert.Contains($"otedge change answer {draft.Id} --benefit TEXT", early.Refusal.Detail, StringComparison.Ordinal);

        await gateway.StepDoneAsync(draft.Id, ChangeStep.Answer, new StepRequest { Answers = Answers }, "anna");
        Assert.Equal("shadowing", (await gateway.StepDoneAsync(draft.Id, ChangeStep.Check, user: "anna")).State);
        ChangeView view = gateway.Runtime.Change(draft.Id).Value!;
        Assert.Equal(["benefit", "harm", "notice", "way-back", "told"], view.Questions.Select(question => question.Question));
        Assert.Equal(("what could it stop?", "the recipe download"), (view.Questions[1].Asks, view.Questions[1].Answer));
        Assert.Contains(view.History, mark => mark is { By: "anna", What: "answered: benefit, harm, notice, way-back, told" });
    }

    [Fact]
    public async Task A_proposal_that_is_to_go_all_the_way_is_refused_with_the_questions_and_leaves_nothing()
    {
        await using TestGateway gateway = await StartAsync();

        Answer<ChangeResult> refused = await gateway.Runtime.ProposeAsync(
            TestGateway.Mode("enforce"), "anna", TestContext.Current.CancellationToken);

        Assert.Contains("what risk does it lower?", refused.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("Answer with the proposal", refused.Refusal.Detail, StringComparison.Ordinal);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task Who_answers_has_a_hand_in_it_and_does_not_approve_and_an_answer_voids_approvals()
    {
        await using TestGateway gateway = await StartAsync();
        string id = (await ProposeAsync(gateway, Answers)).Id;
        var over = new StepRequest { Override = "bench" };
        await gateway.StepAsync(id, ChangeStep.Arm, over, "anna");
        await gateway.StepDoneAsync(id, ChangeStep.Check, user: "anna");

        ChangeResult answered = await gateway.StepDoneAsync(
            id, ChangeStep.Answer, new StepRequest { Answers = new Dictionary<string, string> { ["told"] = "shift C, too" } }, "bert");

        Assert.Equal("draft", answered.State);
        ChangeView view = gateway.Runtime.Change(id).Value!;
        Assert.Equal("shift C, too", view.Questions[^1].Answer);
        Assert.Empty(view.Approvals);
    }

    [Theory]
    [InlineData("harmm", "what", "harmm")]
    [InlineData("harm", " ", "expected 1 to 1000")]
    public async Task An_answer_to_nothing_or_of_nothing_is_refused(string word, string text, string expected)
    {
        await using TestGateway gateway = await StartAsync();
        string id = (await ProposeAsync(gateway, Answers)).Id;

        Answer<ChangeResult> refused = await gateway.StepAsync(
            id, ChangeStep.Answer, new StepRequest { Answers = new Dictionary<string, string> { [word] = text } }, "anna");

        Assert.Contains(expected, refused.Refusal!.Detail, StringComparison.Ordinal);
    }

    private static async Task<TestGateway> StartAsync()
    {
        TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.BootAsync(Plant.Site() with { Governance = Governance.Functions, People = [Anna, Bert] });
        return gateway;
    }

    private static async Task<ChangeResult> ProposeAsync(TestGateway gateway, IReadOnlyDictionary<string, string> answers)
    {
        Answer<ChangeResult> answer = await gateway.Runtime.ProposeAsync(
            TestGateway.Mode("enforce", yes: false) with { Answers = answers }, "anna", TestContext.Current.CancellationToken);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }
}
