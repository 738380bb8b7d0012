using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Accounts;
using Xunit;

namespace OtEdge.Tests.Console.Accounts;

public sealed class SessionTableTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_session_ends_when_its_person_does_nothing_for_15_minutes_however_much_a_page_looks()
    {
        SessionTable table = new(time);
        string secret = table.Open("anna");
        time.Advance(14 * Minute);
        Assert.NotNull(table.Find(secret, byPerson: true));
        time.Advance(14 * Minute);
        Assert.NotNull(table.Find(secret, byPerson: false));
        time.Advance(Minute);
        Assert.Null(table.Find(secret, byPerson: true));
    }

    [Fact]
    public void A_session_ends_after_12_hours_however_busy_its_person_is()
    {
        SessionTable table = new(time);
        string secret = table.Open("anna");
        for (int i = 0; i < (12 * 6) - 1; i++)
        {
            time.Advance(10 * Minute);
            Assert.NotNull(table.Find(secret, byPerson: true));
        }

        time.Advance(10 * Minute);
        Assert.Null(table.Find(secret, byPerson: true));
    }

    [Fact]
    public void Sessions_are_bounded_and_the_one_used_least_recently_gives_way()
    {
        SessionTable table = new(time);
        string first = table.Open("anna");
        string second = table.Open("bert");
        for (int i = 2; i < SessionTable.SessionsMax; i++)
        {
            table.Open($"somebody-{i}");
        }

        time.Advance(Minute);
        table.Find(first, byPerson: true);
        table.Open("one too many");

        Assert.NotNull(table.Find(first, byPerson: true));
        Assert.Null(table.Find(second, byPerson: true));
    }

    [Fact]
    public void Signing_out_ends_one_session_and_a_new_password_ends_all()
    {
        SessionTable table = new(time);
        string[] secrets = [table.Open("anna"), table.Open("anna"), table.Open("bert")];
        table.Close(secrets[0]);
        Assert.Null(table.Find(secrets[0], byPerson: true));
        table.CloseAll("anna");
        Assert.Null(table.Find(secrets[1], byPerson: true));
        Assert.Equal("bert", table.Find(secrets[2], byPerson: true)!.Name);
    }

    [Fact]
    public void A_ticket_signs_in_once()
    {
        SessionTable table = new(time);
        string ticket = table.Ticket("anna");
        Assert.Equal("anna", table.Redeem(ticket));
        Assert.Null(table.Redeem(ticket));
    }

    [Fact]
    public void Guessing_is_slowed_for_name_and_address_and_never_locked_for_good()
    {
        SignInThrottle throttle = new(time);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, throttle.Wait("anna", "10.0.0.1"));
            throttle.Failed("anna", "10.0.0.1");
        }

        Assert.Equal(TimeSpan.FromSeconds(1), throttle.Wait("anna", "10.0.0.2"));
        Assert.Equal(TimeSpan.FromSeconds(1), throttle.Wait("bert", "10.0.0.1"));
        for (int i = 0; i < 100; i++)
        {
            throttle.Failed("anna", "10.0.0.3");
        }

        Assert.Equal(TimeSpan.FromMinutes(1), throttle.Wait("anna", "10.0.0.9"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, throttle.Wait("anna", "10.0.0.9"));
        throttle.Succeeded("anna");
        throttle.Failed("anna", "10.0.0.9");
        Assert.Equal(TimeSpan.Zero, throttle.Wait("anna", "10.0.0.9"));
    }
}
