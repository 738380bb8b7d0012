using OtEdge.Console.Api;

namespace OtEdge.Console.Keeping;

/// <summary>What the API asks about backups; thread-safe.</summary>
public interface IBackups
{
    /// <summary>The backups that are kept, newest first.</summary>
    Answer<BackupView[]> List();

    /// <summary>Makes one while the gateway runs.</summary>
    /// <param name="request">What goes into it.</param>
    /// <param name="user">Who has it made.</param>
    /// <param name="cancellation">Gives it up.</param>
    Task<Answer<BackupView>> MakeAsync(BackupRequest request, string user, CancellationToken cancellation);

    /// <summary>Takes one out.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="user">Who takes it out.</param>
    Answer<BackupFile> Take(string name, string user);

    /// <summary>Removes one.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="user">Who removes it.</param>
    Answer<BackupFile> Remove(string name, string user);
}
