using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace OtEdge.SystemTests.Running;

/// <summary>The API of a running gateway without a command in between, for tests that ask often.</summary>
internal sealed class GatewaySocket : IDisposable
{
    private readonly HttpClient http;

    public GatewaySocket(string stateDirectory)
    {
        var end = new UnixDomainSocketEndPoint(Path.Combine(stateDirectory, "otedge.sock"));
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(end, token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            BaseAddress = new Uri("http://otedge"),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public Task<JsonElement> Get(string path) => http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>POSTs JSON; the answer, or an exception with what the gateway said.</summary>
    public async Task<JsonElement> Post(string path, object body)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    public void Dispose() => http.Dispose();
}
