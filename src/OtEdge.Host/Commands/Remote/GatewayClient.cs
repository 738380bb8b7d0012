using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Replaying;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Talks to the running gateway; every failure becomes a <see cref="CommandFailure"/> with its exit code.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(500);
    private readonly string socketPath;
    private readonly Surroundings surroundings;
    private readonly RemoteGateway? remote;
    private readonly HttpClient http;

    private GatewayClient(string socketPath, Surroundings surroundings, RemoteGateway? remote)
    {
        this.socketPath = socketPath;
        this.surroundings = surroundings;
        this.remote = remote;
        http = new HttpClient(remote?.Handler() ?? surroundings.Connect(socketPath))
        {
            BaseAddress = remote?.Address ?? new Uri("http://otedge"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        if (remote is null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation(ApiRoutes.UserHeader, User(surroundings));
        }
        else
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {remote.Token}");
        }
    }

    /// <summary>A client of the gateway whose address or state directory the command line names.</summary>
    public static GatewayClient For(Invocation invocation) =>
        new(LocalSocket.PathIn(invocation.StateDirectory), invocation.Surroundings, invocation.Remote);

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

    /// <summary>GETs a file of any size into a new file that only its owner may read.</summary>
    public Task DownloadAsync(string path, string file, CancellationToken token) => SendAsync(
        new HttpRequestMessage(HttpMethod.Get, path),
        async content =>
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            try
            {
                await using var output = new FileStream(file, options);
                await content.CopyToAsync(output, token);
                return true;
            }
            catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
            {
                throw new CommandFailure(ExitCode.Wrong, $"{file} cannot be written: {fault.Message}", fault);
            }
        },
        token,
        Timeout.InfiniteTimeSpan);

    /// <summary>DELETEs something.</summary>
    public Task DeleteAsync(string path, CancellationToken token) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), content => content.ReadAsByteArrayAsync(token), token);

    /// <summary>GETs what may take the gateway long; waits for as long as it says how far it is.</summary>
    public Task<JsonElement> GetLongAsync(string path, Progress progress, CancellationToken token) =>
        WatchAsync(new HttpRequestMessage(HttpMethod.Get, path), progress, token);

    /// <summary>POSTs what may take the gateway long; waits for as long as it says how far it is.</summary>
    public Task<JsonElement> PostLongAsync<T>(string path, T body, Progress progress, CancellationToken token) =>
        WatchAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Options) }, progress, token);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // With sudo the kernel knows root only; who typed it is told beside it.
    private static string User(Surroundings surroundings) =>
        Environment.UserName == "root" && surroundings.Environment("SUDO_USER") is { Length: > 0 } person ? person : Environment.UserName;

    private static async Task<JsonElement> JsonAsync(HttpContent content, CancellationToken token) =>
        JsonElement.Parse(await content.ReadAsStringAsync(token));

    private Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken token) =>
        SendAsync(request, content => JsonAsync(content, token), token);

    private async Task<JsonElement> WatchAsync(HttpRequestMessage request, Progress progress, CancellationToken token)
    {
        string id = Guid.NewGuid().ToString("N");
        request.Headers.TryAddWithoutValidation(ApiRoutes.WorkHeader, id);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task<JsonElement> answer = SendAsync(request, content => JsonAsync(content, stop.Token), stop.Token, Timeout.InfiniteTimeSpan);
        while (await Task.WhenAny(answer, Task.Delay(WatchEvery, surroundings.Time, token)) != answer)
        {
            try
            {
                JsonElement work = await GetAsync(ApiRoutes.For(ApiRoutes.Work, id), token);
                progress.Tell(work.GetProperty("share").GetDouble());
            }
            catch (CommandFailure failure) when (failure.Code != ExitCode.Unreachable)
            {
                // It has just become ready.
            }
            catch
            {
                await stop.CancelAsync();
                await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await answer;
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request, Func<HttpContent, Task<T>> read, CancellationToken token, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? AnswerTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token))
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
                $"the gateway at {remote?.Address.ToString() ?? socketPath} did not answer within {AnswerTimeout.TotalSeconds:0} s; see its log in STATE/logs.",
                fault);
        }
        catch (JsonException fault)
        {
            throw new CommandFailure(
                ExitCode.Found, $"what answered at {remote?.Address.ToString() ?? socketPath} is not an OtEdge gateway of this version: expected JSON.", fault);
        }
    }

    private string Unreachable(HttpRequestException fault) => remote is not null ? remote.Explain(fault) : (fault.InnerException as SocketException)?.SocketErrorCode switch
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
