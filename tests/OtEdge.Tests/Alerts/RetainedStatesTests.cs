using OtEdge.Alerting.Mqtt;
using Xunit;

namespace OtEdge.Tests.Alerts;

public sealed class RetainedStatesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("otedge-topics-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Only_what_changed_is_published_and_after_a_reconnection_everything()
    {
        RetainedStates states = Make();
        states.Set(Documents("a:1", "b:1"));
        Assert.Equal(["a:1", "b:1"], Publish(states));
        states.Set(Documents("a:1", "b:2"));
        Assert.Equal(["b:2"], Publish(states));
        Assert.Empty(Publish(states));
        states.Renew();
        Assert.Equal(["a:1", "b:2"], Publish(states));
    }

    [Fact]
    public void A_change_is_told_step_by_step_and_its_topic_is_cleared_at_its_end()
    {
        RetainedStates states = Make();
        states.Set(Documents("a:1"));
        Publish(states);
        states.Tell("changes/c-1", "draft"u8.ToArray(), hasEnded: false);
        states.Tell("changes/c-1", "trial"u8.ToArray(), hasEnded: false);
        states.Tell("changes/c-1", "confirmed"u8.ToArray(), hasEnded: true);
        Assert.Equal(["changes/c-1:draft", "changes/c-1:trial", "changes/c-1:confirmed"], Publish(states));
        Assert.Equal(["changes/c-1:"], Publish(states));
        Assert.Empty(Publish(states));
    }

    [Fact]
    public void What_an_earlier_run_left_behind_is_cleared()
    {
        RetainedStates before = Make();
        before.Set(Documents("a:1", "changes/c-7:trial"));
        Publish(before);

        RetainedStates after = Make();
        after.Set(Documents("a:1"));
        Assert.Equal(["changes/c-7:", "a:1"], Publish(after));
        RetainedStates later = Make();
        later.Set(Documents("a:1"));
        Assert.Equal(["a:1"], Publish(later));
    }

    [Fact]
    public void A_topic_is_remembered_before_it_is_published()
    {
        RetainedStates killed = Make();
        killed.Set(Documents("changes/c-7:trial"));
        killed.Announce(killed.Due());

        RetainedStates after = Make();
        Assert.Equal(["changes/c-7:"], Publish(after));
    }

    private static Dictionary<string, byte[]> Documents(params string[] all) =>
        all.Select(one => one.Split(':')).ToDictionary(one => one[0], one => System.Text.Encoding.UTF8.GetBytes(one[1]));

    private static List<string> Publish(RetainedStates states)
    {
        IReadOnlyList<(string Topic, byte[] Payload)> due = states.Due();
        states.Announce(due);
        foreach ((string topic, byte[] payload) in due)
        {
            states.Published(topic, payload);
        }

        return [.. due.Select(one => $"{one.Topic}:{System.Text.Encoding.UTF8.GetString(one.Payload)}")];
    }

    private RetainedStates Make() => new(Path.Combine(folder, "topics"));
}
