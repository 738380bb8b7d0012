using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Talks to the running gateway; every failure becomes a <see cref="CommandFailure"/> with its exit code.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private readonly string socketPath;
    private readonly HttpClient http;

    private GatewayClient(string socketPath, HttpMessageHandler handler, string user)
    {
        this.socketPath = socketPath;
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://otedge"),
            Timeout = AnswerTimeout,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation(ApiRoutes.UserHeader, user);
    }

    /// <summary>A client of the gateway whose state directory the command line names.</summary>
    public static GatewayClient For(Invocation invocation)
    {
        string path = LocalSocket.PathIn(invocation.StateDirectory);
        return new GatewayClient(path, invocation.Surroundings.Connect(path), User(invocation.Surroundings));
    }

    /// <summary>GETs a document.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    /// <summary>GETs bytes.</summary>
    public Task<byte[]> GetBytesAsync(string path, CancellationToken token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), content => content.ReadAsByteArrayAsync(token), token);

    /// <summary>POSTs a document and gives the answer.</summary>
    public Task<JsonElement> PostAsync<T>(string path, T body, CancellationToken token) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Options) },
            token);

    /// <summary>POSTs nothing and gives the answer.</summary>
    public Task<JsonElement> PostAsync(string path, CancellationToken token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path), token);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // With sudo the kernel knows root only; who typed it is told beside it.
    private static string User(Surroundings surroundings) =>
        Environment.UserName == "root" && surroundings.Environment("SUDO_USER") is { Length: > 0 } person ? person : Environment.UserName;

    private Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken token) =>
        SendAsync(request, async content => JsonElement.Parse(await content.ReadAsStringAsync(token)), token);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, Func<HttpContent, Task<T>> read, CancellationToken token)
    {
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, token))
            {
                return response.IsSuccessStatusCode
                    ? await read(response.Content)
                    : throw ApiRefusal.From(response.StatusCode, await response.Content.ReadAsStringAsync(token));
            }
        }
        catch (HttpRequestException fault)
        {
            throw new CommandFailure(ExitCode.Unreachable, Unreachable(fault), fault);
        }
        catch (OperationCanceledException fault) when (!token.IsCancellationRequested)
        {
            throw new CommandFailure(
                ExitCode.Unreachable,
                $"the gateway at {socketPath} did not answer within {AnswerTimeout.TotalSeconds:0} s; see its log in STATE/logs.",
                fault);
        }
        catch (JsonException fault)
        {
            throw new CommandFailure(
                ExitCode.Found, $"what answered at {socketPath} is not an OtEdge gateway of this version: expected JSON.", fault);
        }
    }

    private string Unreachable(HttpRequestException fault) => (fault.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AccessDenied =>
            $"the gateway's socket {socketPath} may only be opened by the group of the service: "
            + "add yourself to it (usermod -aG otedge USER, then log in again) or use sudo.",
        SocketError.ConnectionRefused =>
            $"nobody answers at {socketPath}: the gateway stopped or is still starting. Start it with 'otedge run', or ask 'otedge doctor'.",
        _ when !Directory.Exists(Path.GetDirectoryName(socketPath)) =>
            $"the gateway is not reachable: there is no state directory {Path.GetDirectoryName(socketPath)}. "
            + "Start it with 'otedge run', or name the directory of the running one with --state.",
        _ when !File.Exists(socketPath) =>
            $"the gateway is not reachable: there is no socket {socketPath}. "
            + "Start it with 'otedge run', or name the state directory of the running one with --state.",
        _ => $"the gateway is not reachable at {socketPath}: {fault.Message}",
    };
}
