using System.Diagnostics;

namespace OtEdge.RelayBenchmark;

/// <summary>A device on one thread, for any number of clients.</summary>
internal static class Responder
{
    /// <summary>Clients that it takes; the others are closed.</summary>
    public const int ConnectionsMax = 8192;

    private const int BytesMax = 64 * 1024;

    public static void Run(int port, int processor, IDevice device)
    {
        Native.Pin(processor);
        int listener = Native.Listen(port);
        int poll = Native.CreatePoll();
        Native.Watch(poll, listener, Native.EpollIn, -1);
        Terminal.WriteLine($"ready {port}");
        var events = new Native.PollEvent[512];
        byte[] buffer = new byte[BytesMax];
        while (true)
        {
            int count = Wait(poll, events, device.DueAt);
            while (device.TryTell(out int client, out ReadOnlySpan<byte> bytes))
            {
                _ = Native.Send(client, bytes);
            }

            for (int n = 0; n < count; n++)
            {
                if (events[n].Key < 0)
                {
                    Accept(poll, listener, device);
                }
                else
                {
                    Answer(events[n].Key, device, buffer);
                }
            }
        }
    }

    private static int Wait(int poll, Native.PollEvent[] events, long dueAt) => dueAt == long.MaxValue
        ? Native.Wait(poll, events, -1)
        : Native.WaitExactly(poll, events, Math.Max(0, (long)((dueAt - Stopwatch.GetTimestamp()) * (1e9 / Stopwatch.Frequency))));

    private static void Accept(int poll, int listener, IDevice device)
    {
        for (int client; (client = Native.Accept(listener)) >= 0;)
        {
            if (client >= ConnectionsMax)
            {
                Native.Close(client);
                continue;
            }

            device.Begin(client);
            Native.Watch(poll, client, Native.EpollIn, client);
        }
    }

    private static void Answer(int client, IDevice device, byte[] buffer)
    {
        int received = Native.Receive(client, buffer);
        if (received <= 0)
        {
            device.End(client);
            Native.Close(client);
            return;
        }

        _ = Native.Send(client, device.Answer(client, buffer.AsSpan(0, received)));
    }
}
