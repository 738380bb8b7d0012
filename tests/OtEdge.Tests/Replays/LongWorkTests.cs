using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using OtEdge.Console.Api;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using Xunit;

namespace OtEdge.Tests.Replays;

/// <summary>A month may take the gateway longer than a client waits for an answer; it asks how far the work is meanwhile.</summary>
public sealed class LongWorkTests
{
    private const string Suggestion =
        """{"conduit":"filling","policy":"filling","text":"policy: filling\n","requests":1,"notes":[],"rules":1,"flows_left_out":0,"operations_left_out":0}""";

    [Fact]
    public async Task A_command_waits_for_as_long_as_the_gateway_works_and_says_how_far_it_is()
    {
        var api = new SlowApi(polls: 4);
        var error = new StringWriter();
        Surroundings surroundings = CommandRun.Surroundings(new FakeApi(), new StringWriter(), error) with
        {
            Connect = _ => api,
            IsErrorTerminal = true,
            Time = TimeProvider.System,
        };

        ExitCode code = await new CommandLine(surroundings).RunAsync(["suggest", "filling"], TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        Assert.Matches("reading what was recorded of filling: (25|50|75|100) %", error.ToString());
        Assert.Single(api.Works.Distinct());
        Assert.Matches("^[0-9a-f]{32}$", api.Works[0]);
    }

    [Fact]
    public async Task A_gateway_that_dies_in_the_middle_ends_the_wait()
    {
        var api = new SlowApi(polls: int.MaxValue) { DiesAfterPolls = 2 };
        Surroundings surroundings = CommandRun.Surroundings(new FakeApi(), new StringWriter(), new StringWriter()) with
        {
            Connect = _ => api,
            Time = TimeProvider.System,
        };

        Assert.Equal(
            ExitCode.Unreachable, await new CommandLine(surroundings).RunAsync(["suggest", "filling"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_board_knows_work_while_it_lasts_and_takes_no_wild_names()
    {
        var board = new WorkBoard();
        await board.DoAsync(Named("abc1"), tell =>
        {
            Assert.Equal(0, board.Find("abc1").Value!.Share);
            tell(0.5);
            Assert.Equal(0.5, board.Find("abc1").Value!.Share);
            return Task.FromResult(true);
        });
        Assert.Equal(RefusalKind.Unknown, board.Find("abc1").Refusal!.Kind);

        foreach (string wild in new[] { "", "../etc", new string('a', 65) })
        {
            await board.DoAsync(Named(wild), tell =>
            {
                tell(1);
                Assert.False(board.Find(wild).IsDone);
                return Task.FromResult(true);
            });
        }
    }

    [Fact]
    public async Task Work_that_fails_is_taken_off_the_board()
    {
        var board = new WorkBoard();

        await Assert.ThrowsAsync<IOException>(() => board.DoAsync<bool>(Named("abc1"), _ => throw new IOException()));

        Assert.False(board.Find("abc1").IsDone);
    }

    private static HttpRequest Named(string id)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Headers[ApiRoutes.WorkHeader] = id;
        return request;
    }

    /// <summary>Answers only after its progress was asked for so many times.</summary>
    private sealed class SlowApi(int polls) : HttpMessageHandler
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int DiesAfterPolls { get; init; } = int.MaxValue;

        public List<string> Works { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Match work = Regex.Match(request.RequestUri!.AbsolutePath, "^/api/v1/work/(.*)$");
            if (!work.Success)
            {
                await done.Task.WaitAsync(cancellationToken);
                return Json(Suggestion);
            }

            Works.Add(work.Groups[1].Value);
            if (Works.Count > DiesAfterPolls)
            {
                throw new HttpRequestException("gone");
            }

            if (Works.Count >= polls)
            {
                done.SetResult();
            }

            return Json($$"""{"share":{{(double)Works.Count / Math.Min(polls, 100):0.00}}}""");
        }

        private static HttpResponseMessage Json(string body) =>
            new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
