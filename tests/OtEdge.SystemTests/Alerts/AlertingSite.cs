using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Running;

namespace OtEdge.SystemTests.Alerts;

/// <summary>A site whose conduits refuse single writes by a pin, in every mode, so that findings are easily made.</summary>
internal static class AlertingSite
{
    public const string Policy = """
        policy: line
        protocol: modbus-tcp
        rules:
          - id: reads
            allow: [read]
        pinned:
          - id: no-single-writes
            refuse: [6]
        """;

    public static (string Path, string Text)[] Files(int conduits, int devicePort, string more)
    {
        string all = string.Join('\n', Enumerable.Range(1, conduits).Select(number => $$"""
              line-{{number}}:
                from: supervision
                to: filling
                protocol: modbus-tcp
                listen: 127.0.0.1:0
                device: 127.0.0.1:{{devicePort}}
                policy: line
            """));
        return
        [
            ("otedge.yaml", $$"""
                site: test
                gateway: edge-1
                governance: solo
                assets:
                  hmi: { zone: supervision, address: 127.0.0.2 }
                  plc: { zone: filling, address: 127.0.0.1 }
                zones:
                  supervision: { description: Clients, level: 3 }
                  filling: { description: Devices, level: 1 }
                conduits:
                """ + "\n" + all + "\n" + more + "\n"),
            ("policies/line.yaml", Policy),
        ];
    }

    /// <summary>How telling the only receiver goes, as the status says.</summary>
    public static async Task<JsonElement> Receiver(OtEdgeProcess gateway) =>
        (await gateway.Run("status", "--output", "json")).Succeeded().Json.GetProperty("alert_receivers")[0];

    /// <summary>Waits until the only receiver is connected, and no alert waits for it.</summary>
    public static Task IsTold(OtEdgeProcess gateway, double seconds = 120) => Eventually.Holds(
        async () => (await Receiver(gateway)) is var receiver
            && receiver.GetProperty("state").GetString() == "connected" && receiver.GetProperty("waiting").GetInt64() == 0,
        seconds);

    /// <summary>Waits until the only receiver has a fault that says something.</summary>
    public static Task IsInTrouble(OtEdgeProcess gateway, string said, double seconds = 120) => Eventually.Holds(
        async () => (await Receiver(gateway)).GetProperty("fault").GetString() is { } fault && fault.Contains(said, StringComparison.Ordinal), seconds);

    /// <summary>A device that takes connections and says nothing; pinned writes never reach it.</summary>
    public static TcpListener SilentDevice(int port = 0)
    {
        var device = new TcpListener(IPAddress.Loopback, port);
        device.Start(100);
        _ = AcceptAsync(device);
        return device;
    }

    /// <summary>Writes single registers from an address of this machine, and waits until each was refused.</summary>
    public static async Task Write(int port, string client, int first, int count)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(client), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        const int together = 10;
        byte[] replies = new byte[9 * together];
        for (int done = 0; done < count; done += together)
        {
            int now = Math.Min(together, count - done);
            byte[] requests =
            [
                .. Enumerable.Range(first + done, now).SelectMany(address =>
                    RawModbus.Adu(address & 0xFFFF, 1, 6, (byte)((address >> 8) & 0xFF), (byte)(address & 0xFF), 0, 1)),
            ];
            await socket.SendAsync(requests, patience.Token);
            for (int got = 0; got < 9 * now;)
            {
                int more = await socket.ReceiveAsync(replies.AsMemory(0, (9 * now) - got), patience.Token);
                got = more > 0 ? got + more : throw new IOException("the gateway closed the connection");
            }
        }
    }

    private static async Task AcceptAsync(TcpListener device)
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                open.Add(await device.AcceptTcpClientAsync());
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            open.ForEach(client => client.Dispose());
        }
    }
}
