using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>Every page of the console on the demo plant, as Chromium shows it; screenshots are kept under artifacts/console.</summary>
public sealed class ConsolePagesTests
{
    private static readonly string[] Places =
    [
        "/", "/map", "/zones", "/zones/filling", "/conduits", "/conduits/filling-modbus", "/traffic", "/rules/filling-modbus", "/changes", "/permits", "/findings", "/alarms", "/audit", "/gateway",
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_are_accessible_quiet_and_ask_nobody_else(ColorScheme scheme)
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync(scheme);
        string folder = Path.Combine(AppContext.BaseDirectory, "artifacts", "console", $"{scheme}".ToLowerInvariant());
        var serious = new List<string>();
        await Assertions.Expect(console.Page.GetByText("that nobody has judged yet")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        foreach (string place in Places)
        {
            await console.GoAsync(place);
            await console.Page.WaitForTimeoutAsync(700);
            string name = place.Length == 1 ? "overview" : place[1..].Replace('/', '-');
            await console.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
            AxeResult result = await console.Page.RunAxe();
            serious.AddRange(result.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{place}: {violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        }

        Assert.True(serious.Count == 0, string.Join('\n', serious));
        Assert.True(console.Complaints.Count == 0, string.Join('\n', console.Complaints));
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(683, 384)]
    public async Task Pages_fit_a_small_screen_and_twice_the_size_of_text(int width, int height)
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync(width: width, height: height);
        foreach (string place in Places)
        {
            await console.GoAsync(place);
            int overflow = await console.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{place} is {overflow} pixels too wide");
        }
    }

    [Fact]
    public async Task Whatever_is_pressed_is_large_enough_for_a_finger()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync(byTouch: true);
        Assert.True(await console.Page.EvaluateAsync<bool>("matchMedia('(pointer: coarse)').matches"));
        var small = new List<string>();
        foreach (string place in Places)
        {
            await console.GoAsync(place);
            small.AddRange((await console.Page.EvaluateAsync<string[]>(
                """
                [...document.querySelectorAll("button, .button, nav a, select, summary, textarea, input:not([type=checkbox]), label.check")]
                  .map((one) => [one, one.getBoundingClientRect()])
                  .filter(([_, box]) => box.height > 0 && box.height < 43.5)
                  .map(([one, box]) => `${one.outerHTML.slice(0, 120)} is ${box.height} high`)
                """)).Select(line => $"{place}: {line}"));
        }

        Assert.True(small.Count == 0, string.Join('\n', small));
    }

    [Fact]
    public async Task The_keyboard_alone_leads_through_the_whole_story()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;
        await Assertions.Expect(page.GetByText("that nobody has judged yet")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(page));
        await PressAsync(page, "Findings");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Findings" }).WaitForAsync();
        await PressAsync(page, "engineering");
        await PressAsync(page, "Meant to be refused");
        await Assertions.Expect(page.GetByText("Judged: meant").First).ToBeVisibleAsync();

        await console.GoAsync("/conduits/filling-modbus");
        await PressAsync(page, "Enforce");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await TabToAsync(page, "Reason (kept for good)");
        await page.Keyboard.TypeAsync("by keyboard alone");
        await TabToAsync(page, "Override unmet gates");
        await page.Keyboard.TypeAsync("a demo");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Status).WaitForAsync();
        await PressAsync(page, "c-");
        await page.GetByRole(AriaRole.Timer).WaitForAsync();
        await PressAsync(page, "Go back now");
        await Assertions.Expect(page.Locator("ol.steps li.here")).ToHaveTextAsync("rolled back");
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_told_within_seconds()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        console.Demo.Kill();
        await Assertions.Expect(console.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Cut off from the gateway", new() { Timeout = 15_000 });
    }

    private static async Task PressAsync(IPage page, string words)
    {
        await TabToAsync(page, words);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, string words)
    {
        for (int i = 0; i < 120; i++)
        {
            if ((await FocusedAsync(page)).StartsWith(words, StringComparison.Ordinal))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never comes to \"{words}\"");
    }

    // A field is known by its label.
    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? ''");
}
