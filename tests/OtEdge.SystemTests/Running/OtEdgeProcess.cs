using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OtEdge.SystemTests.Running;

/// <summary>The whole gateway in a process of its own, with settings and state in a folder that goes with it.</summary>
internal sealed class OtEdgeProcess : IAsyncDisposable
{
    private readonly string folder;
    private readonly ConcurrentQueue<string> log = new();
    private Process? process;

    private OtEdgeProcess(string folder) => this.folder = folder;

    public string ConfigDirectory => Path.Combine(folder, "config");

    public string StateDirectory => Path.Combine(folder, "state");

    public string Log => string.Join('\n', log);

    public int ProcessId => process?.Id ?? throw new InvalidOperationException("not running");

    /// <summary>Starts a gateway and waits until it answers.</summary>
    /// <param name="files">Settings by relative path.</param>
    public static async Task<OtEdgeProcess> Start(params (string Path, string Text)[] files)
    {
        // Kept short: the path of a Unix socket has at most 108 bytes.
        var gateway = new OtEdgeProcess(Directory.CreateTempSubdirectory("ote-").FullName);
        foreach ((string path, string text) in files)
        {
            gateway.Write(path, text);
        }

        await gateway.Start();
        return gateway;
    }

    public void Write(string path, string text)
    {
        string file = Path.Combine(ConfigDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public async Task Start()
    {
        process = Process.Start(Command("run")) ?? throw new InvalidOperationException("otedge did not start");
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long deadline = Environment.TickCount64 + 30_000;
        while (Environment.TickCount64 < deadline)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"otedge run ended with {process.ExitCode}:\n{Log}");
            }

            if (File.Exists(Path.Combine(StateDirectory, "otedge.sock")) && (await Run("status")).ExitCode == 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"otedge run is not reachable after 30 s:\n{Log}");
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Runs one command against this gateway.</summary>
    public Task<CommandResult> Run(params string[] arguments) => Run(Command(arguments), arguments);

    /// <summary>Runs one command as another user of the service's group; only root can.</summary>
    public Task<CommandResult> RunAs(string user, params string[] arguments)
    {
        ProcessStartInfo start = Command(arguments);
        string[] program = [start.FileName, .. start.ArgumentList];
        start.FileName = "setpriv";
        start.ArgumentList.Clear();
        foreach (string argument in (string[])["--reuid", user, "--regid", "0", "--clear-groups", .. program])
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = "/";
        return Run(start, arguments);
    }

    /// <summary>Lets users of the service's group pass through to the socket, as a package would.</summary>
    public void OpenToGroup()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string directory in (string[])[folder, StateDirectory])
        {
            File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.GroupExecute | UnixFileMode.GroupRead);
        }
    }

    /// <summary>Where a conduit listens; settings in tests say port 0.</summary>
    public async Task<int> Port(string conduit)
    {
        JsonElement status = (await Run("status", "--output", "json")).Succeeded().Json;
        string listen = status.GetProperty("conduits").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == conduit)
            .GetProperty("listen").GetString()!;
        return int.Parse(listen.AsSpan(listen.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>Moves a conduit up to a mode, rung by rung, and confirms each step.</summary>
    public async Task MoveTo(string conduit, string mode)
    {
        foreach (string rung in mode == "enforce" ? new[] { "monitor", "enforce" } : [mode])
        {
            CommandResult proposed = await Run(
                "change", "propose", conduit, "--mode", rung, "--reason", "system test", "--yes", "--override", "system test",
                "--trial", "10m", "--output", "json");
            if (proposed.Errors.Contains("already stands as proposed", StringComparison.Ordinal))
            {
                continue;
            }

            if (proposed.Succeeded().Json.GetProperty("state").GetString() == "trial")
            {
                (await Run("change", "confirm", "--last")).Succeeded();
                (await Run("change", "confirm", "--last", "--override", "system test")).Succeeded();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            using Process? signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<CommandResult> Run(ProcessStartInfo start, string[] arguments)
    {
        using Process command = Process.Start(start)!;
        Task<string> output = command.StandardOutput.ReadToEndAsync();
        Task<string> errors = command.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await command.WaitForExitAsync(patience.Token);
        return new CommandResult(string.Join(' ', arguments), command.ExitCode, await output, await errors);
    }

    private ProcessStartInfo Command(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "otedge.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["OTEDGE_CONFIG"] = ConfigDirectory;
        start.Environment["OTEDGE_STATE"] = StateDirectory;
        start.Environment["NO_COLOR"] = "1";
        return start;
    }
}
