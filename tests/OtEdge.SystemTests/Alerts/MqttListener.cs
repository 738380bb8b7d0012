using System.Diagnostics;
using System.Text.Json;

namespace OtEdge.SystemTests.Alerts;

/// <summary>`mosquitto_sub` as a person would run it, and what it wrote.</summary>
internal sealed class MqttListener : IAsyncDisposable
{
    public const string Program = "/usr/bin/mosquitto_sub";
    private readonly Lock gate = new();
    private readonly List<(string Topic, string Payload)> seen = [];
    private readonly Process process;

    private MqttListener(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ', 2) is [var topic, var payload])
            {
                lock (gate)
                {
                    seen.Add((topic, payload));
                }
            }
        };
        process.BeginOutputReadLine();
    }

    public IReadOnlyList<(string Topic, string Payload)> Seen
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    /// <summary>Every alert that came, in order, duplicates included.</summary>
    public IReadOnlyList<(string Topic, JsonElement Event)> Alerts =>
        [.. Seen.Where(one => one.Topic.Contains("/alerts/")).Select(one => (one.Topic, JsonElement.Parse(one.Payload)))];

    /// <summary>Listens to everything of OtEdge, and returns when it hears.</summary>
    public static async Task<MqttListener> Start(int port, params string[] more)
    {
        string[] arguments = ["-h", "localhost", "-p", $"{port}", "-q", "1", "-t", "otedge/#", "-F", "%t %p", .. more];
        var listener = new MqttListener(
            Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!);

        // It writes nothing when it has subscribed; a message of our own, sent until it arrives, shows it.
        string[] probe = ["-h", "localhost", "-p", $"{port}", "-q", "1", "-t", "otedge/probe", "-m", "x", .. more];
        for (int attempt = 0; attempt < 100 && listener.Seen.All(one => one.Topic != "otedge/probe"); attempt++)
        {
            using Process sent = Process.Start(new ProcessStartInfo("/usr/bin/mosquitto_pub", probe) { RedirectStandardError = true })!;
            await sent.WaitForExitAsync();
            await Task.Delay(100);
        }

        return listener;
    }

    /// <summary>Waits for a message.</summary>
    public async Task<string> Await(string topic, Func<string, bool> isMeant, double seconds = 30)
    {
        long deadline = Environment.TickCount64 + (long)(seconds * 1000);
        while (Environment.TickCount64 < deadline)
        {
            foreach ((string seenTopic, string payload) in Seen)
            {
                if (seenTopic == topic && isMeant(payload))
                {
                    return payload;
                }
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"nothing fitting on {topic} within {seconds} s; the last seen: {string.Join('\n', Seen.TakeLast(20).Select(one => $"{one.Topic} {one.Payload[..Math.Min(200, one.Payload.Length)]}"))}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
