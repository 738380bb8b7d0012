using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using OtEdge.SystemTests.Modbus;
using OtEdge.SystemTests.Running;

namespace OtEdge.SystemTests.Browser;

/// <summary>A gateway of two people with its console, and a browser of their own for each of them.</summary>
internal sealed class PairSite : IAsyncDisposable
{
    private const string Password = "correct horse battery staple";
    private readonly OtEdgeProcess gateway;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly string address;

    private PairSite(OtEdgeProcess gateway, IPlaywright playwright, IBrowser browser, string address) =>
        (this.gateway, this.playwright, this.browser, this.address) = (gateway, playwright, browser, address);

    public OtEdgeProcess Gateway => gateway;

    public static async Task<PairSite> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await Chromium.LaunchAsync(playwright);
        string address = $"http://127.0.0.1:{FreePort()}";
        (string Path, string Text)[] files = TestSites.Files(1, TestSites.SetpointOnly, $$"""

            console: { listen: {{address}} }
            people:
              anna: { account: {{Environment.UserName}}, roles: [engineer, administrator] }
              ben: { roles: [operator] }
            windows:
              night: { cron: "0 0 * * *", for: 24h }
            """);
        files[0].Text = files[0].Text.Replace("governance: solo", "governance: pair", StringComparison.Ordinal);
        return new PairSite(await OtEdgeProcess.Start(files), playwright, browser, address);
    }

    /// <summary>Signs somebody in with a password that they set by an invitation, in a browser that shares nothing with others.</summary>
    public async Task<IPage> SignInAsync(string name)
    {
        string token = (await gateway.Run("users", "invite", name)).Succeeded().Output.Split('\n')[0].Trim();
        IBrowserContext own = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1366, Height = 768 } });
        IPage page = await own.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(address);
        ILocator haveToken = page.GetByRole(AriaRole.Button, new() { Name = "I have a one-time token" });
        ILocator field = page.GetByLabel("One-time token");
        await haveToken.Or(field).First.WaitForAsync();
        if (await haveToken.IsVisibleAsync())
        {
            await haveToken.ClickAsync();
        }

        await field.FillAsync(token);
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password and sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        return page;
    }

    /// <summary>A new browser profile that is signed in as another page is.</summary>
    public async Task<IPage> SameAsync(IPage page)
    {
        IBrowserContext own = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1366, Height = 768 } });
        await own.AddCookiesAsync((await page.Context.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = address }));
        IPage made = await own.NewPageAsync();
        made.SetDefaultTimeout(30_000);
        return made;
    }

    /// <summary>Brings the conduit to monitor: one proposes, the other agrees and starts it.</summary>
    public async Task ToMonitorAsync(IPage author, IPage other)
    {
        string id = await ProposeAsync(author, "Monitor", window: "", overriding: "");
        await ApproveAsync(other, id);
        await other.GetByRole(AriaRole.Button, new() { Name = "Arm and apply" }).ClickAsync();
        await Assertions.Expect(Here(author)).ToHaveTextAsync("confirmed");
    }

    /// <summary>Where a change stands that a page shows.</summary>
    public static ILocator Here(IPage page) => page.Locator("ol.steps li.here");

    /// <summary>Proposes a mode at the conduit's page and follows the change to its own.</summary>
    public async Task<string> ProposeAsync(IPage page, string mode, string window, string overriding)
    {
        await GoAsync(page, $"/conduits/{TestSites.Conduit}");
        await page.GetByRole(AriaRole.Button, new() { Name = mode, Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason (kept for good)").FillAsync($"to {mode}");
        await dialog.GetByLabel("Window in which it may start").FillAsync(window);
        await dialog.GetByLabel("Override unmet gates").FillAsync(overriding);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true }).ClickAsync();
        ILocator made = dialog.GetByRole(AriaRole.Link).First;
        string id = await made.InnerTextAsync();
        await made.ClickAsync();
        await Assertions.Expect(Here(page)).ToHaveTextAsync("ready");
        return id;
    }

    /// <summary>Reads what is signed, and signs it.</summary>
    public async Task ApproveAsync(IPage page, string id)
    {
        await GoAsync(page, $"/changes/{id}");
        await Assertions.Expect(page.Locator("blockquote")).ToContainTextAsync($"I, ben, approve {id}");
        await page.GetByLabel("I have read what clients lose").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(Here(page)).ToHaveTextAsync("approved");
    }

    public async Task GoAsync(IPage page, string place)
    {
        await page.GotoAsync($"{address}/#{place}");
        await page.Locator("main h1").First.WaitForAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await gateway.DisposeAsync();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
