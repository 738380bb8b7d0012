using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace OtEdge.RollbackBenchmark;

/// <summary>A whole `otedge run` with settings of its own, and its API over the local socket.</summary>
internal sealed class Gateway : IDisposable
{
    public const string Conduit = "line";
    public const string Declared = "127.0.0.2";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("otb").FullName;
    private readonly Process process;
    private readonly HttpClient http;

    public Gateway(int devicePort)
    {
        string config = Path.Combine(folder, "config");
        string state = Path.Combine(folder, "state");
        Directory.CreateDirectory(Path.Combine(config, "policies"));
        File.WriteAllText(
            Path.Combine(config, "policies", "line.yaml"), "policy: line\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\n");
        File.WriteAllText(
            Path.Combine(config, "otedge.yaml"),
            $$"""
            site: bench
            governance: solo
            zones: { office: {}, line: {} }
            assets: { hmi: { zone: office, address: {{Declared}} } }
            conduits:
              {{Conduit}}: { from: office, to: line, protocol: modbus-tcp, listen: "127.0.0.1:0", device: "127.0.0.1:{{devicePort}}", policy: line }
            """);
        process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "otedge.dll"), "run", "--config", config, "--state", state },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Terminal.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(state, "otedge.sock")), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://otedge/api/v1/"),
        };
    }

    /// <summary>Where it listens, once it does.</summary>
    public async Task<IPEndPoint> ListensAtAsync() => IPEndPoint.Parse((await UntilAsync($"conduits/{Conduit}", static _ => true)).GetProperty("listen").GetString()!);

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isWanted)
    {
        long began = Stopwatch.GetTimestamp();
        JsonElement? last = null;
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            try
            {
                JsonElement answer = await http.GetFromJsonAsync<JsonElement>(path);
                last = answer;
                if (isWanted(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not there yet.
            }

            await Task.Delay(5);
        }

        throw new TimeoutException($"{path} is not as wanted after {Patience.TotalSeconds} s: {last}");
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }

    /// <summary>Proposes a mode and passes over the evidence.</summary>
    /// <returns>Id of the change.</returns>
    public async Task<string> ProposeAsync(string mode)
    {
        JsonElement answer = await PostAsync("changes", new { conduit = Conduit, mode, reason = "bench", yes = true, @override = "bench" });
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>Says of everything that is held against a client that it is legitimate, so that refusing it is a breach; waits for something to say it of.</summary>
    public async Task CallLegitimateAsync(string client)
    {
        JsonElement found = await UntilAsync($"findings?kind=refusal&conduit={Conduit}", all => OfClient(all).Any());
        foreach (JsonElement finding in OfClient(found).Where(finding => finding.GetProperty("triage").ValueKind == JsonValueKind.Null))
        {
            await PostAsync($"findings/{finding.GetProperty("id").GetString()}/triage", new { decision = "allow" });
        }

        IEnumerable<JsonElement> OfClient(JsonElement all) => all.EnumerateArray().Where(finding => finding.GetProperty("client").GetString() == client);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
