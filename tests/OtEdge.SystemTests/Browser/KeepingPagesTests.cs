using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>The pages for whoever looks after the gateway: certificates, settings, users, backup; screenshots are kept under artifacts/console.</summary>
public sealed class KeepingPagesTests
{
    private static readonly string[] Places = ["/certificates", "/settings", "/users", "/backup"];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_are_accessible_quiet_and_fit_a_small_screen_and_twice_the_size_of_text(ColorScheme scheme)
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync(scheme);
        string folder = Path.Combine(AppContext.BaseDirectory, "artifacts", "console", $"{scheme}".ToLowerInvariant());
        var wrong = new List<string>();
        foreach (string place in Places)
        {
            await console.GoAsync(place);
            await console.Page.Locator("main section.card").First.WaitForAsync();
            await console.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{place[1..]}.png") });
            AxeResult result = await console.Page.RunAxe();
            wrong.AddRange(result.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{place}: {violation.Id}: {violation.Help} at {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            foreach ((int width, int height) in ((int, int)[])[(683, 384), (1366, 768)])
            {
                await console.Page.SetViewportSizeAsync(width, height);
                int overflow = await console.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (overflow > 0)
                {
                    wrong.Add($"{place} is {overflow} pixels wider than {width}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(console.Complaints.Count == 0, string.Join('\n', console.Complaints));
    }

    [Fact]
    public async Task A_token_is_made_by_the_keyboard_alone_and_a_backup_is_made_and_taken_out()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;
        await console.GoAsync("/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("What it is for").FocusAsync();
        await page.Keyboard.TypeAsync("grafana");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("The token for grafana. It is shown only now.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main .notice .mono")).ToContainTextAsync("otedge_");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke" })).ToBeVisibleAsync();

        await console.GoAsync("/backup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it now" }).ClickAsync();
        Task<IDownload> download = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Save" }).ClickAsync();
        await using FileStream saved = File.OpenRead(await (await download).PathAsync());
        using var archive = new System.IO.Compression.ZipArchive(saved);
        Assert.NotNull(archive.GetEntry("manifest.json"));
        Assert.NotNull(archive.GetEntry("state/journal.db"));
    }

    [Fact]
    public async Task Settings_are_read_again_after_their_verdict_was_seen()
    {
        await using ConsoleBrowser console = await ConsoleBrowser.OpenAsync();
        IPage page = console.Page;
        await console.GoAsync("/settings");
        ILocator reload = page.GetByRole(AriaRole.Button, new() { Name = "Read the settings again" });
        await Assertions.Expect(reload).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("pre.lines")).ToContainTextAsync("governance: solo");
        await page.GetByRole(AriaRole.Button, new() { Name = "What would come of it?" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The files on disk are those in force.")).ToBeVisibleAsync();
        await reload.ClickAsync();
        await Assertions.Expect(page.GetByText("They were read; nothing changed.").Or(page.Locator("main .notice"))).ToBeVisibleAsync();
    }
}
