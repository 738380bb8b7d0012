using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OtEdge.SystemTests.Browser;

/// <summary>`otedge demo` as a person starts it, with the address of its console.</summary>
internal sealed partial class DemoProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private DemoProcess()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "otedge.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "demo", "--for", "300s", "--state", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"the demo ended:\n{string.Join('\n', output)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static async Task<DemoProcess> StartAsync()
    {
        var demo = new DemoProcess();
        await demo.SignInAsync();
        return demo;
    }

    /// <summary>The console's address with a ticket that signs in once.</summary>
    public Task<Uri> SignInAsync() => address.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/#ticket=\S+")]
    private static partial Regex ConsoleAddress();

    private void Take(string? line)
    {
        output.Enqueue(line ?? "");
        if (ConsoleAddress().Match(line ?? "") is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Value));
        }
    }
}
