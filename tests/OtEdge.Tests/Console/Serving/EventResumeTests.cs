using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Console.Serving;

/// <summary>The stream of events for somebody who was cut off: nothing twice, nothing lost without being told.</summary>
public sealed class EventResumeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_cut_off_goes_on_where_they_stopped()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string secret = Token(rig);
        long first = (await FollowAsync(rig, secret, after: null, count: 1))[0].Id;
        for (int i = 0; i < 3; i++)
        {
            await HappenAsync(rig);
        }

        (long Id, string Kind)[] missed = await FollowAsync(rig, secret, first, count: 3);

        Assert.Equal([first + 1, first + 2, first + 3], missed.Select(one => one.Id));
        Assert.DoesNotContain(missed, one => one.Kind == "gap");
        (long Id, string Kind)[] rest = await FollowAsync(rig, secret, first + 2, count: 1);
        Assert.Equal(first + 3, rest[0].Id);
    }

    [Fact]
    public async Task Who_followed_a_gateway_that_was_started_again_is_told_of_the_gap_and_then_goes_on()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string secret = Token(rig);
        long before = (await FollowAsync(rig, secret, after: null, count: 1))[0].Id;
        rig.Gateway.Time.Advance(TimeSpan.FromSeconds(5));
        await rig.AgainAsync(_ => Task.FromResult(true), ConsoleRig.NameOf(PersonRoles.Viewer));
        await HappenAsync(rig);

        (long Id, string Kind)[] seen = await FollowAsync(rig, secret, before, count: 2);

        Assert.Equal("gap", seen[0].Kind);
        Assert.True(seen[0].Id > before, $"{seen[0].Id} after {before}");
        Assert.Equal(seen[0].Id + 1, seen[1].Id);
        long last = seen[1].Id;
        await HappenAsync(rig);
        (long Id, string Kind)[] again = await FollowAsync(rig, secret, last, count: 1);
        Assert.NotEqual("gap", again[0].Kind);
        Assert.Equal(last + 1, again[0].Id);
    }

    // A token outlives the gateway, a session does not.
    private static string Token(ConsoleRig rig) => rig.Gateway.Runtime.Management.Tokens
        .Make(ConsoleRig.NameOf(PersonRoles.Viewer), "follower", TokenScope.Read, TimeSpan.FromDays(1)).Value!.Secret;

    private static Task<Answer<ConduitView>> HappenAsync(ConsoleRig rig) => rig.Gateway.Runtime.RestartAsync(Tests.Gateway.Plant.Filling, "the test", Stop);

    private static async Task<(long Id, string Kind)[]> FollowAsync(ConsoleRig rig, string secret, long? after, int count)
    {
        using var client = new HttpClient { BaseAddress = rig.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiRoutes.Events);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (after is { } id)
        {
            request.Headers.Add("Last-Event-ID", $"{id}");
        }

        // The answer begins with the first event.
        Task<HttpResponseMessage> asked = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        while (after is null && !asked.IsCompleted)
        {
            await HappenAsync(rig);
            await Task.WhenAny(asked, Task.Delay(50, Stop));
        }

        using HttpResponseMessage answer = await asked.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        var seen = new List<(long, string)>();
        while (seen.Count < count && await reader.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                JsonNode happened = JsonNode.Parse(line["data: ".Length..])!;
                seen.Add(((long)happened["id"]!, (string)happened["kind"]!));
            }
        }

        return [.. seen];
    }
}
