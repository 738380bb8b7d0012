using System.Net;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class ApiRefusalTests
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, 2)]
    [InlineData(HttpStatusCode.NotFound, 2)]
    [InlineData(HttpStatusCode.Unauthorized, 3)]
    [InlineData(HttpStatusCode.Forbidden, 3)]
    [InlineData(HttpStatusCode.Conflict, 3)]
    [InlineData(HttpStatusCode.InternalServerError, 1)]
    public async Task A_refusal_becomes_an_exit_code_and_its_detail(HttpStatusCode status, int expected)
    {
        var api = new FakeApi().On(
            "POST /api/v1/changes/last/confirm", """{"title":"No","detail":"there is no trial to confirm"}""", status);

        var run = await CommandRun.With(api, "change", "confirm", "--last", "--output", "json");

        Assert.Equal(expected, (int)run.Code);
        Assert.Equal("", run.Output);
        Assert.Equal("otedge: there is no trial to confirm\n", run.Error);
    }

    [Fact]
    public async Task Problems_of_a_policy_are_listed_line_by_line()
    {
        var api = new FakeApi().On(
            "POST /api/v1/reload",
            """
            {"title":"Settings","detail":"the settings have 1 error; the former ones stay.",
             "problems":[{"file":"otedge.yaml","line":3,"column":5,"path":"site","message":"expected a name"}]}
            """,
            HttpStatusCode.BadRequest);

        var run = await CommandRun.With(api, "reload");

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Equal(
            "otedge: the settings have 1 error; the former ones stay.\notedge.yaml:3:5: site: expected a name\n", run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>no</html>")]
    [InlineData("[]")]
    [InlineData("""{"detail":42}""")]
    public async Task A_refusal_that_is_no_problem_document_still_says_something(string body)
    {
        var run = await CommandRun.With(
            new FakeApi().On("GET /api/v1/status", body, HttpStatusCode.BadGateway), "status");

        Assert.Equal(ExitCode.Found, run.Code);
        Assert.Contains("502", run.Error);
    }

    [Fact]
    public async Task Something_else_behind_the_socket_is_named_as_such()
    {
        var run = await CommandRun.With(new FakeApi().On("GET /api/v1/status", "hello"), "status");

        Assert.Equal(ExitCode.Found, run.Code);
        Assert.Contains("is not an OtEdge gateway of this version", run.Error);
    }
}
