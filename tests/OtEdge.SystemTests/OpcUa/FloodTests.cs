using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>A thousand attackers with unfinished chunks against the whole process, while node-opcua's client works.</summary>
public sealed class FloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Attackers = 1000;
    private const long MostKilobytes = 512 * 1024;
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");
    private PeerProcess? server;

    public async ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a second loopback address and /proc");
        server = await PeerProcess.NodeOpcuaServer();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("inspection: transparent", "None", false)]
    [InlineData("security: { certificates: any }", "SignAndEncrypt", true)]
    public async Task They_cost_little_and_a_client_is_served(string keys, string security, bool greets)
    {
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(
            FillingLine.Files(server!.Port, $"{keys}\nlimits: {{ connections: {Attackers} }}"));
        int port = await gateway.Port("line");
        string url = $"opc.tcp://127.0.0.1:{port}/line";
        Assert.Contains("read Good=50 sum 1225", await PeerScripts.NodeOpcua(url, security, "read"));
        long before = Kilobytes(gateway);
        Socket[] crowd = [.. Enumerable.Range(0, Attackers).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        try
        {
            byte[] unfinished = Unfinished(greets);
            foreach (Socket attacker in crowd)
            {
                attacker.Bind(new IPEndPoint(Elsewhere, 0));
                await attacker.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                await attacker.SendAsync(unfinished, TestContext.Current.CancellationToken);
            }

            Assert.Contains("read Good=50 sum 1225", await PeerScripts.NodeOpcua(url, security, "read"));
        }
        finally
        {
            Array.ForEach(crowd, attacker => attacker.Dispose());
        }

        long most = Kilobytes(gateway);
        output.WriteLine($"{before} KiB before, {most} KiB at most, {(most - before) / Attackers} KiB an attacker");
        Assert.InRange(most, before, MostKilobytes);
    }

    // HEL, and then an OPN chunk of 16 KiB without its last byte; or a HEL without its last.
    private static byte[] Unfinished(bool greets)
    {
        byte[] hello = Message("HELF", greets ? 32 : 4000);
        for (int at = 12; at < 20; at += 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(at), 65_535);
        }

        BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(28), hello.Length - 32);
        return greets ? [.. hello, .. Message("OPNF", 16 * 1024)[..^1]] : hello[..^1];
    }

    private static byte[] Message(string type, int bytes)
    {
        byte[] message = new byte[bytes];
        System.Text.Encoding.ASCII.GetBytes(type, message);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), bytes);
        return message;
    }

    // The most that ever was resident.
    private static long Kilobytes(OtEdgeProcess gateway)
    {
        string line = File.ReadLines($"/proc/{gateway.ProcessId}/status").Single(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
