using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Debian's rsyslog as a SIEM's collector: takes one transport on a free loopback port and writes what it understood.</summary>
internal sealed class Rsyslog : IAsyncDisposable
{
    private const string Program = "/usr/sbin/rsyslogd";
    private readonly string folder;
    private readonly Process process;

    private Rsyslog(string folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public string Folder => folder;

    /// <summary>What it took, one message a line: severity, host, program, message id and the body.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            string file = Path.Combine(folder, "out.log");
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="transport">udp, tcp or tls.</param>
    public static Rsyslog Start(string transport)
    {
        Assert.SkipUnless(File.Exists(Program), "needs Debian's rsyslog");
        Assert.SkipWhen(
            transport == "tls" && !Directory.GetDirectories("/usr/lib", "*-linux-gnu").Any(library => File.Exists(Path.Combine(library, "rsyslog", "lmnsd_gtls.so"))),
            "needs Debian's rsyslog-gnutls");
        string folder = Directory.CreateTempSubdirectory("ote-rs-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        if (transport == "tls")
        {
            using var authority = new TestAuthority();
            authority.Write(folder, "server", "siem.acme.example", expired: false);
        }

        string input = transport switch
        {
            "udp" => $"module(load=\"imudp\")\ninput(type=\"imudp\" address=\"127.0.0.1\" port=\"{port}\")",
            "tcp" => $"module(load=\"imtcp\")\ninput(type=\"imtcp\" address=\"127.0.0.1\" port=\"{port}\")",
            _ => $"""
                global(DefaultNetstreamDriver="gtls" DefaultNetstreamDriverCAFile="{folder}/ca.pem"
                       DefaultNetstreamDriverCertFile="{folder}/server.pem" DefaultNetstreamDriverKeyFile="{folder}/server.key")
                module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
                input(type="imtcp" address="127.0.0.1" port="{port}")
                """,
        };
        string config = Path.Combine(folder, "rsyslog.conf");
        File.WriteAllText(
            config,
            $$"""
            {{input}}
            template(name="parts" type="string" string="%syslogseverity-text% %hostname% %programname% %msgid% %msg%\n")
            action(type="omfile" file="{{folder}}/out.log" template="parts")
            """);
        Process process = Process.Start(
            new ProcessStartInfo(Program, ["-n", "-f", config, "-i", Path.Combine(folder, "pid")]) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        return new Rsyslog(folder, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
