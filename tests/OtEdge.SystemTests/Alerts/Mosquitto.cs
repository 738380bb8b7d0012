using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Debian's MQTT broker on a free loopback port; it can go away and come back on the same one.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly string folder = Directory.CreateTempSubdirectory("ote-mq-").FullName;
    private readonly string more;
    private Process? process;

    private Mosquitto(string more)
    {
        this.more = more;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Folder => folder;

    /// <summary>A broker that does not run yet; the test is skipped where there is none.</summary>
    public static Mosquitto Make(string settings = "allow_anonymous true")
    {
        Assert.SkipUnless(File.Exists(Program) && File.Exists(MqttListener.Program), "needs Debian's mosquitto and mosquitto-clients");
        return new Mosquitto(settings);
    }

    public async Task Start()
    {
        string config = Path.Combine(folder, "mosquitto.conf");
        await File.WriteAllTextAsync(
            config,
            $"user {Environment.UserName}\npersistence false\nlistener {Port} 127.0.0.1\n{more.Replace("FOLDER", folder, StringComparison.Ordinal)}\n");
        process = Process.Start(new ProcessStartInfo(Program, ["-c", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        long deadline = Environment.TickCount64 + 20_000;
        while (Environment.TickCount64 < deadline)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("mosquitto does not listen after 20 s");
    }

    public async Task Stop()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
