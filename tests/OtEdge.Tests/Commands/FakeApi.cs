using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace OtEdge.Tests.Commands;

/// <summary>Answers in the gateway's place, in this process.</summary>
internal sealed class FakeApi : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> answers = [];

    /// <summary>Requests as they came: method, path with query, body.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Why no connection can be made; null: it can.</summary>
    public SocketError? Fault { get; init; }

    /// <summary>Called after each answer.</summary>
    public Action<FakeApi> Answered { get; init; } = static _ => { };

    public FakeApi On(string request, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        answers[request] = (status, body);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
        {
            throw new HttpRequestException("no connection", new SocketException((int)fault));
        }

        string line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        string body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(line + body);
        Assert.True(answers.TryGetValue(line, out var answer), $"no answer for {line}");
        Answered(this);
        return new HttpResponseMessage(answer.Status)
        {
            Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"),
        };
    }
}
