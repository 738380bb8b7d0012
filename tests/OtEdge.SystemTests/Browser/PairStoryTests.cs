using Microsoft.Playwright;
using OtEdge.SystemTests.Modbus;
using Xunit;

namespace OtEdge.SystemTests.Browser;

/// <summary>Two people at two browsers: one proposes, the other signs, and whoever is there takes it back.</summary>
public sealed class PairStoryTests
{
    [Fact]
    public async Task One_proposes_another_approves_and_anybody_goes_back()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage anna = await site.SignInAsync("anna");
        IPage ben = await site.SignInAsync("ben");

        // To monitor, which refuses nothing: the second person is asked all the same.
        await site.ToMonitorAsync(anna, ben);

        // To enforce, in a window, past gates that nobody can meet in a test.
        string second = await site.ProposeAsync(anna, "Enforce", window: "night", overriding: "a bench, no episodes yet");
        await Assertions.Expect(anna.GetByText("This is your own change")).ToBeVisibleAsync();
        await Assertions.Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "Window" })).ToContainTextAsync("night");
        await site.ApproveAsync(ben, second);
        await Assertions.Expect(PairSite.Here(anna)).ToHaveTextAsync("approved");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Arm and apply" }).ClickAsync();

        await Assertions.Expect(ben.GetByRole(AriaRole.Timer)).ToContainTextAsync(":");
        await Assertions.Expect(anna.GetByRole(AriaRole.Timer)).ToContainTextAsync(":");
        await Assertions.Expect(anna.Locator("header.top")).ToContainTextAsync("on trial, back in");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Confirm: keep it" }).ClickAsync();
        await Assertions.Expect(PairSite.Here(ben)).ToHaveTextAsync("soak");
        await Assertions.Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Go back now" })).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Go back now" }).ClickAsync();

        await Assertions.Expect(PairSite.Here(anna)).ToHaveTextAsync("rolled back");
        await Assertions.Expect(anna.Locator("ol.timeline")).ToContainTextAsync("(ben)");
        await site.GoAsync(anna, $"/conduits/{TestSites.Conduit}");
        await Assertions.Expect(anna.Locator("main .mode").First).ToHaveTextAsync("Monitor");
    }

    [Fact]
    public async Task A_permit_waits_for_the_second_person_counts_down_and_ends_early()
    {
        await using PairSite site = await PairSite.StartAsync();
        IPage anna = await site.SignInAsync("anna");
        IPage ben = await site.SignInAsync("ben");

        await site.GoAsync(anna, "/permits");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Ask for a permit" }).ClickAsync();
        ILocator dialog = anna.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Client: an asset").FillAsync("hmi");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Download of a PLC program" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "30m" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ask for it" }).ClickAsync();
        await Assertions.Expect(anna.GetByText("It has not begun")).ToBeVisibleAsync();

        await site.GoAsync(ben, "/permits");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(anna.GetByRole(AriaRole.Timer)).ToContainTextAsync("m");
        await anna.GetByRole(AriaRole.Button, new() { Name = "End it now" }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Ended" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_saves_a_draft_second_is_told_who_was_first()
    {
        const string Theirs = "policy: line\nprotocol: modbus-tcp\nrules: []\n# anna\n";
        await using PairSite site = await PairSite.StartAsync();
        IPage anna = await site.SignInAsync("anna");
        IPage ben = await site.SignInAsync("ben");
        foreach (IPage page in (IPage[])[anna, ben])
        {
            await site.GoAsync(page, $"/rules/{TestSites.Conduit}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Edit a candidate" }).ClickAsync();
            await Assertions.Expect(page.GetByText("No problem.")).ToBeVisibleAsync();
        }

        await anna.GetByLabel("Edit a candidate").FillAsync(Theirs);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Save for others" }).ClickAsync();
        await Assertions.Expect(anna.GetByText("Saved by anna")).ToBeVisibleAsync();
        await ben.GetByLabel("Edit a candidate").FillAsync("policy: line\nprotocol: modbus-tcp\nrules: []\n# ben\n");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Save for others" }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Alert)).ToContainTextAsync("was changed by anna");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Take what anna saved" }).ClickAsync();
        Assert.Equal(Theirs, await ben.GetByLabel("Edit a candidate").InputValueAsync());
    }
}
