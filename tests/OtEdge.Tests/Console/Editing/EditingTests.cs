using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Tests.Console.Serving;
using Xunit;

namespace OtEdge.Tests.Console.Editing;

/// <summary>Two people edit the same thing: the second is told, and nobody loses anything.</summary>
public sealed class EditingTests
{
    private static readonly string Draft = ApiRoutes.For(ApiRoutes.ConduitDraft, Tests.Gateway.Plant.Filling);
    private static readonly string Engineer = ConsoleRig.NameOf(PersonRoles.Engineer);
    private static readonly string Security = ConsoleRig.NameOf(PersonRoles.Security);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_who_edit_a_policy_the_second_is_told_who_was_faster_and_gets_both_texts()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient first = await rig.SignedInAsync(Engineer);
        using HttpClient second = await rig.SignedInAsync(Security);
        (JsonNode live, string seenByFirst) = await GetAsync(first, Draft);
        (_, string seenBySecond) = await GetAsync(second, Draft);
        Assert.Null((string?)live["by"]);

        using HttpResponseMessage saved = await PutAsync(first, "# the first", seenByFirst);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        using HttpResponseMessage late = await PutAsync(second, "# the second", seenBySecond);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("application/problem+json", late.Content.Headers.ContentType?.MediaType);
        JsonNode problem = JsonNode.Parse(await late.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal("urn:otedge:problem:changed", (string?)problem["type"]);
        Assert.Contains(Engineer, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(Engineer, (string?)problem["edited"]!["by"]);
        Assert.Equal("# the first", (string?)problem["edited"]!["now"]!["text"]);

        // With the tag that the refusal names, the second goes on where the first has stopped.
        using HttpResponseMessage merged = await PutAsync(second, "# the first and the second", (string)problem["edited"]!["tag"]!);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        (JsonNode now, string tag) = await GetAsync(first, Draft);
        Assert.Equal(("# the first and the second", Security), ((string?)now["text"], (string?)now["by"]));
        Assert.Equal(merged.Headers.ETag!.Tag, tag);
    }

    [Fact]
    public async Task A_draft_is_never_written_without_saying_what_was_read()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);

        using HttpResponseMessage blind = await engineer.PutAsJsonAsync(Draft, new { text = "# blind" }, Stop);
        using HttpResponseMessage thrown = await engineer.DeleteAsync(Draft, Stop);

        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        Assert.Contains("If-Match", await blind.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionRequired, thrown.StatusCode);
        Assert.Null((string?)(await GetAsync(engineer, Draft)).Body["by"]);
    }

    [Fact]
    public async Task A_draft_outlives_a_restart_and_ends_when_it_is_thrown_away()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);
        using HttpResponseMessage saved = await PutAsync(engineer, "# kept", (await GetAsync(engineer, Draft)).Tag);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal("# kept", await rig.AgainAsync(async browser => (string?)(await GetAsync(browser, Draft)).Body["text"], Engineer));

        using HttpClient again = await rig.SignedInAsync(Engineer);
        using var discard = new HttpRequestMessage(HttpMethod.Delete, Draft);
        discard.Headers.TryAddWithoutValidation("If-Match", (await GetAsync(again, Draft)).Tag);
        using HttpResponseMessage thrown = await again.SendAsync(discard, Stop);
        Assert.Equal(HttpStatusCode.OK, thrown.StatusCode);
        Assert.Null((string?)(await GetAsync(again, Draft)).Body["by"]);
    }

    [Fact]
    public async Task A_step_on_a_change_that_another_has_moved_is_refused_and_going_back_never_is()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);
        using HttpResponseMessage proposed = await engineer.PostAsync(
            ApiRoutes.Changes, ConsoleRig.Json($$"""{"conduit":"{{Tests.Gateway.Plant.Filling}}","mode":"monitor","reason":"see more"}"""), Stop);
        string id = (string)JsonNode.Parse(await proposed.Content.ReadAsStringAsync(Stop))!["id"]!;
        (_, string seen) = await GetAsync(engineer, ApiRoutes.For(ApiRoutes.Change, id));
        using HttpResponseMessage check = await StepAsync(engineer, id, ChangeStep.Check, seen);
        Assert.Equal(HttpStatusCode.OK, check.StatusCode);

        using HttpResponseMessage late = await StepAsync(engineer, id, ChangeStep.Withdraw, seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        using HttpResponseMessage hurt = await StepAsync(engineer, id, ChangeStep.Hurt, seen);
        Assert.NotEqual(HttpStatusCode.PreconditionFailed, hurt.StatusCode);
        using HttpResponseMessage current = await StepAsync(engineer, id, ChangeStep.Withdraw, (await GetAsync(engineer, ApiRoutes.For(ApiRoutes.Change, id))).Tag);
        Assert.Equal(HttpStatusCode.OK, current.StatusCode);
    }

    [Theory]
    [InlineData("\"0000\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_proposal_of_rules_is_held_against_the_policy_that_was_read_where_it_says_so(string? tag, HttpStatusCode status)
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.Changes)
        {
            Content = ConsoleRig.Json($$"""{"conduit":"{{Tests.Gateway.Plant.Filling}}","mode":"monitor","reason":"see more"}"""),
        };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        using HttpResponseMessage answer = await engineer.SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task<(JsonNode Body, string Tag)> GetAsync(HttpClient browser, string path)
    {
        using HttpResponseMessage answer = await browser.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!, answer.Headers.ETag!.Tag);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient browser, string text, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Draft) { Content = JsonContent.Create(new { text }) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return browser.SendAsync(request, Stop);
    }

    private static Task<HttpResponseMessage> StepAsync(HttpClient browser, string id, ChangeStep step, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.For(id, step)) { Content = ConsoleRig.Json("{}") };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return browser.SendAsync(request, Stop);
    }
}
