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
