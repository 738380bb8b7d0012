namespace OtEdge.Console.Keeping;

/// <summary>What the API asks about settings; thread-safe.</summary>
public interface ISettingsViews
{
    /// <summary>The settings in force.</summary>
    SettingsView InForce();

    /// <summary>What would come of reading them again; changes nothing.</summary>
    SettingsVerdict Verdict();
}
