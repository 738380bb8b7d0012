using System.Diagnostics;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class FileSizeSignalTests
{
    [Fact]
    public async Task A_file_size_signal_does_not_end_the_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the signal is one of Linux");
        using IDisposable? ignored = FileSizeSignal.Ignore();

        // Its default action ends the process that runs this test.
        using Process kill = Process.Start("kill", ["-XFSZ", $"{Environment.ProcessId}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        Assert.Equal(0, kill.ExitCode);
    }
}
