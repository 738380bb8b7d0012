namespace OtEdge.Alerting.Mqtt;

/// <summary>
/// What the broker is to keep for who comes later, and what it is known to keep. A file remembers the topics, so that those of an
/// earlier run that are no longer meant are cleared. Thread-safe.
/// </summary>
internal sealed class RetainedStates
{
    private const int TopicsMax = 10_000;
    private const int NewsMax = 1_000;

    private readonly Lock gate = new();
    private readonly string file;
    private readonly Dictionary<string, byte[]> wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> published = new(StringComparer.Ordinal);
    private readonly Queue<(string Topic, byte[] Payload)> news = new();
    private readonly HashSet<string> remembered = new(StringComparer.Ordinal);

    /// <summary>Begins with the topics of the last run.</summary>
    /// <param name="file">File that remembers topics, one a line.</param>
    public RetainedStates(string file)
    {
        this.file = file;
        try
        {
            remembered.UnionWith(File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0).Take(TopicsMax) : []);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Only the clearing of old topics is lost with it.
        }
    }

    /// <summary>Sets what is to be kept below a prefix; what is not named is cleared.</summary>
    public void Set(IReadOnlyDictionary<string, byte[]> states)
    {
        lock (gate)
        {
            wanted.Clear();
            foreach ((string topic, byte[] payload) in states.Take(TopicsMax))
            {
                wanted[topic] = payload;
            }
        }
    }

    /// <summary>Tells of something at once, in order with its neighbours, also when it has ended.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">How it stands.</param>
    /// <param name="hasEnded">True: the topic is cleared after it.</param>
    public void Tell(string topic, byte[] payload, bool hasEnded)
    {
        lock (gate)
        {
            if (news.Count == NewsMax)
            {
                news.Dequeue();
            }

            news.Enqueue((topic, payload));
            if (hasEnded)
            {
                wanted.Remove(topic);
            }
            else
            {
                wanted[topic] = payload;
            }
        }
    }

    /// <summary>Forgets what was published: the broker may be another one, or have lost it.</summary>
    public void Renew()
    {
        lock (gate)
        {
            published.Clear();
        }
    }

    /// <summary>What must be published now; an empty payload clears a topic.</summary>
    public IReadOnlyList<(string Topic, byte[] Payload)> Due()
    {
        lock (gate)
        {
            if (news.Count > 0)
            {
                (string, byte[])[] first = [.. news];
                news.Clear();
                return first;
            }

            (string, byte[])[] changed =
            [
                .. wanted
                    .Where(one => !published.TryGetValue(one.Key, out byte[]? known) || !known.AsSpan().SequenceEqual(one.Value))
                    .Select(one => (one.Key, one.Value)),
            ];
            (string, byte[])[] ended = [.. remembered.Where(topic => !wanted.ContainsKey(topic)).Select(topic => (topic, Array.Empty<byte>()))];
            return [.. ended, .. changed];
        }
    }

    /// <summary>Remembers topics before they are published, so that a process that dies in between leaves none behind.</summary>
    public void Announce(IReadOnlyList<(string Topic, byte[] Payload)> due)
    {
        lock (gate)
        {
            int before = remembered.Count;
            remembered.UnionWith(due.Where(one => one.Payload.Length > 0).Select(one => one.Topic));
            if (remembered.Count > before)
            {
                Save();
            }
        }
    }

    /// <summary>Notes that the broker has acknowledged a state.</summary>
    public void Published(string topic, byte[] payload)
    {
        lock (gate)
        {
            if (payload.Length > 0)
            {
                published[topic] = payload;
            }
            else if (!wanted.ContainsKey(topic))
            {
                published.Remove(topic);
                remembered.Remove(topic);
                Save();
            }
        }
    }

    private void Save()
    {
        try
        {
            string fresh = file + ".new";
            File.WriteAllLines(fresh, remembered.Order(StringComparer.Ordinal));
            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep states from being published.
        }
    }
}
