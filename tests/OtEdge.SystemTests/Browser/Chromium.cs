using Microsoft.Playwright;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>Debian's Chromium.</summary>
internal static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>Starts it, or skips the test where there is none.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.SkipUnless(File.Exists(Program), "not installed here: chromium; tests/run installs it");
        return playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
