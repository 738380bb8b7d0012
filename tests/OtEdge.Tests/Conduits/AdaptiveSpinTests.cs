using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.Relaying.Epoll;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Looking before sleeping goes on only while it pays off.</summary>
public sealed class AdaptiveSpinTests
{
    private readonly FakeTimeProvider time = new();
    private readonly AdaptiveSpin spin;

    public AdaptiveSpinTests() => spin = new AdaptiveSpin(time, processors: 2);

    [Fact]
    public void With_one_processor_a_loop_sleeps_at_once()
    {
        var alone = new AdaptiveSpin(time, processors: 1);

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.False(alone.IsOn()));
    }

    [Fact]
    public void A_look_ends_after_50_microseconds()
    {
        int looks = 0;
        Assert.True(spin.IsOn());

        while (spin.GoOn())
        {
            looks++;
            time.Advance(TimeSpan.FromMicroseconds(10));
        }

        Assert.Equal(5, looks);
    }

    [Fact]
    public void A_clock_that_stands_still_does_not_keep_a_loop_from_sleeping()
    {
        Assert.True(spin.IsOn());

        Assert.Contains(Enumerable.Range(0, 10_000), _ => !spin.GoOn());
    }

    [Fact]
    public void After_a_look_in_vain_a_loop_sleeps_and_asks_again_more_and_more_seldom()
    {
        int[] pauses = [.. Enumerable.Range(0, 9).Select(_ => PauseAfterMiss())];

        Assert.Equal([64, 128, 256, 512, 1024, 2048, 4096, 4096, 4096], pauses);
    }

    [Fact]
    public void While_nearly_every_look_pays_off_one_in_vain_changes_nothing()
    {
        PayOff(times: 100);

        Miss();

        Assert.True(spin.IsOn());
    }

    [Fact]
    public void When_every_second_look_is_in_vain_it_is_off_soon()
    {
        PayOff(times: 100);
        int misses = 0;

        while (spin.IsOn())
        {
            Miss();
            misses++;
            PayOff(times: 1);
        }

        Assert.InRange(misses, 8, 10);
    }

    [Fact]
    public void When_something_is_there_already_it_says_nothing_about_looking()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(spin.IsOn());
            spin.PayOff();
        }

        Miss();

        Assert.False(spin.IsOn());
    }

    [Fact]
    public void A_loop_that_is_driven_off_its_processor_while_it_looks_sleeps_from_then_on()
    {
        PayOff(times: 100);
        Assert.True(spin.IsOn());
        Assert.True(spin.GoOn());

        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(spin.GoOn());
        Assert.False(spin.IsOn());
    }

    private void PayOff(int times)
    {
        for (int i = 0; i < times && spin.IsOn(); i++)
        {
            spin.GoOn();
            spin.PayOff();
        }
    }

    private void Miss()
    {
        while (spin.GoOn())
        {
            time.Advance(TimeSpan.FromMicroseconds(10));
        }
    }

    private int PauseAfterMiss()
    {
        Assert.True(spin.IsOn());
        Miss();
        int pause = 1;
        while (!spin.IsOn())
        {
            pause++;
        }

        // It is on now and has used up this wait: end it as one that found something at once.
        spin.PayOff();
        return pause - 1;
    }
}
