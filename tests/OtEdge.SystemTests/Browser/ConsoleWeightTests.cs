using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using OtEdge.SystemTests.Modbus;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>What the console costs: bytes and time of the first page, memory and CPU of many tabs (OTEDGE_TABS, 10 if absent). The figures are in
/// the test's output.</summary>
public sealed class ConsoleWeightTests
{
    private const int FirstPageBytesMax = 150_000;
    private const int EventsPerSecond = 200;
    private const double CpuSharePercentMax = 20;
    private const long MemoryBytesMax = 150L << 20;

    // On a calm machine it is a fraction of this; here many tests share two cores.
    private static readonly TimeSpan FirstPageMax = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);
    private static readonly int Tabs = int.TryParse(Environment.GetEnvironmentVariable("OTEDGE_TABS"), CultureInfo.InvariantCulture, out int tabs) ? tabs : 10;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact]
    public async Task The_first_page_is_small_and_soon_there()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage page = await site.SignInAsync("ben");
        var soonest = TimeSpan.MaxValue;
        long bytes = 0;
        for (int load = 0; load < 5; load++)
        {
            IPage fresh = await site.SameAsync(page);
            long started = Stopwatch.GetTimestamp();
            await site.GoAsync(fresh, "/");
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            soonest = took < soonest ? took : soonest;
            bytes = await fresh.EvaluateAsync<long>(
                "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0)");
            await fresh.Context.DisposeAsync();
        }

        Output.WriteLine($"first page: {bytes:N0} bytes over the wire, {soonest.TotalMilliseconds:0} ms until its heading, the best of five");
        Assert.InRange(bytes, 1000, FirstPageBytesMax);
        Assert.True(soonest < FirstPageMax, $"{soonest}");
    }

    [Fact]
    public async Task Many_tabs_and_many_events_cost_the_gateway_little()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage first = await site.SignInAsync("anna");
        IPage second = await site.SignInAsync("ben");
        await site.ToMonitorAsync(first, second);
        using var stop = new CancellationTokenSource();
        Task talking = TalkAsync(await site.Gateway.Port(TestSites.Conduit), stop.Token);

        // What is only slow the first time is no cost of tabs.
        await MeasureAsync(site);
        (double cpuBefore, long memoryBefore) = await MeasureAsync(site);
        var pages = new List<IPage>();
        for (int tab = 0; tab < Tabs; tab++)
        {
            // A browser profile of its own each, because all tabs of one share six connections without TLS.
            IPage page = await site.SameAsync(second);
            await site.GoAsync(page, "/findings");
            pages.Add(page);
        }

        (double cpuWith, long memoryWith) = await MeasureAsync(site);
        double events = await EventsPerSecondAsync(pages[^1]);
        long shown = await pages[^1].Locator("main tbody tr").CountAsync();
        await stop.CancelAsync();
        await talking;
        Output.WriteLine(
            $"{Tabs} tabs at {events:0} events/s ({EventsPerSecond} wanted): {cpuWith - cpuBefore:0.0} % of one core and {(memoryWith - memoryBefore) / 1048576.0:0} MiB more than without them "
            + $"({cpuBefore:0.0} % and {memoryBefore / 1048576.0:0} MiB without)");
        Assert.True(shown > 0, "the tabs show nothing");
        Assert.True(events > EventsPerSecond / 10.0, $"only {events:0.0} events/s came to the tabs, so this measures nothing");
        Assert.True(cpuWith - cpuBefore < CpuSharePercentMax, $"{cpuWith - cpuBefore:0.0} % of one core");
        Assert.InRange(memoryWith - memoryBefore, long.MinValue, MemoryBytesMax);
    }

    private static async Task<(double CpuPercent, long MemoryBytes)> MeasureAsync(PairSite site)
    {
        using Process process = Process.GetProcessById(site.Gateway.ProcessId);
        TimeSpan before = process.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        await Task.Delay(Measured);
        process.Refresh();
        return (100 * (process.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(started), process.WorkingSet64);
    }

    private static Task<double> EventsPerSecondAsync(IPage page) => page.EvaluateAsync<double>(
        """
        new Promise((done) => {
          let seen = 0;
          const events = new EventSource("/api/v1/events");
          events.addEventListener("finding", () => seen++);
          setTimeout(() => { events.close(); done(seen / 3); }, 3000);
        })
        """);

    // Each write is one that no rule allows, at another address, so that each is an event of its own.
    private static async Task TalkAsync(int port, CancellationToken cancellation)
    {
        using RawModbus client = await RawModbus.Connect(port);
        var pace = Stopwatch.StartNew();
        try
        {
            for (int sent = 0; !cancellation.IsCancellationRequested; sent++)
            {
                int address = 1000 + (sent % 100);
                await client.Send(RawModbus.Adu(sent & 0xFFFF, 1, 6, (byte)(address >> 8), (byte)(address & 0xFF), 0, 1));
                _ = await client.Receive(TimeSpan.FromSeconds(30));
                TimeSpan ahead = TimeSpan.FromSeconds((double)sent / EventsPerSecond) - pace.Elapsed;
                if (ahead > TimeSpan.Zero)
                {
                    await Task.Delay(ahead, cancellation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
