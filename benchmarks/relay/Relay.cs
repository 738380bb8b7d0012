using System.Diagnostics;
using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>A process between clients and device: started once, measured in many slots.</summary>
internal sealed class Relay : IDisposable
{
    public const string DirectName = "direct", HaProxyName = "haproxy";

    private readonly Process? process;

    private Relay(string name, int port, Process? process)
    {
        Name = name;
        Port = port;
        this.process = process;
    }

    public string Name { get; }

    /// <summary>True for what OtEdge is compared with.</summary>
    public bool IsPeer => Name == DirectName || Name.StartsWith(HaProxyName, StringComparison.Ordinal);

    public int Port { get; }

    /// <summary>Id of its process; there is none for direct.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("nothing stands between");

    public static Relay Direct(int devicePort) => new(DirectName, devicePort, null);

    /// <summary>Starts a relay and waits until it accepts connections.</summary>
    public static async Task<Relay> Start(
        string name, int port, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        Process process = Process.Start(start) ?? throw new IOException($"{program} did not start");
        var text = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        process.OutputDataReceived += (_, line) => text.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => text.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (int attempt = 0; attempt < 300 && !process.HasExited; attempt++)
        {
            int probe = Native.Connect(port);
            if (probe >= 0)
            {
                Native.Close(probe);
                return new Relay(name, port, process);
            }

            await Task.Delay(100);
        }

        throw new IOException($"{name} does not listen on port {port}:\n{string.Join('\n', text)}");
    }

    /// <summary>Puts every thread of the relay on the given processors, such as <c>1</c> or <c>0,1</c>.</summary>
    public void Pin(string processors)
    {
        if (process is not null)
        {
            string[] arguments = ["-a", "-p", "-c", processors, Number(process.Id)];
            using Process taskset = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
            taskset.WaitForExit();
        }
    }

    /// <summary>Time on a processor so far, of all threads, those that have ended too, in microseconds.</summary>
    public double CpuMicroseconds() => process is null ? 0 : Native.ProcessorNanoseconds(process.Id) / 1000.0;

    public double MemoryMiB()
    {
        if (process is null)
        {
            return 0;
        }

        string line = File.ReadLines($"/proc/{process.Id}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
