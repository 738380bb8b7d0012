using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OtEdge.SystemTests.Browser;

/// <summary>Debian's Chromium with the console of a running demo; it remembers what went wrong in the browser and what it asked of others.</summary>
internal sealed class ConsoleBrowser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly ConcurrentQueue<string> complaints = new();

    private ConsoleBrowser(IPlaywright playwright, IBrowser browser, DemoProcess demo, IPage page, Uri address)
    {
        this.playwright = playwright;
        this.browser = browser;
        Demo = demo;
        Page = page;
        Address = address.GetLeftPart(UriPartial.Authority);
    }

    public DemoProcess Demo { get; }

    public IPage Page { get; }

    public string Address { get; }

    /// <summary>Errors of the browser's log, of pages, and requests to anybody else.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Starts a demo and opens its console, signed in by the ticket that the demo prints; skips where there is no Chromium.</summary>
    public static async Task<ConsoleBrowser> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1366, int height = 768, bool byTouch = false)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await Chromium.LaunchAsync(playwright);
        DemoProcess demo = await DemoProcess.StartAsync();
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            HasTouch = byTouch,
            IsMobile = byTouch,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        page.SetDefaultTimeout(30_000);
        Uri address = await demo.SignInAsync();
        var opened = new ConsoleBrowser(playwright, browser, demo, page, address);
        page.Console += (_, message) => opened.Note(message.Type is "error" or "warning", $"log: {message.Text}");
        page.PageError += (_, error) => opened.Note(true, $"error: {error}");
        page.Request += (_, request) =>
            opened.Note(!request.Url.StartsWith(opened.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"asked {request.Url}");
        await page.GotoAsync(address.AbsoluteUri);
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" }).WaitForAsync();
        return opened;
    }

    /// <summary>Opens a page of the console by its name in the address, and waits until its heading is there.</summary>
    public async Task GoAsync(string place)
    {
        await Page.GotoAsync($"{Address}/#{place}");
        await Page.Locator("main h1").First.WaitForAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await Demo.DisposeAsync();
    }

    private void Note(bool isWrong, string text)
    {
        if (isWrong)
        {
            complaints.Enqueue(text);
        }
    }
}
