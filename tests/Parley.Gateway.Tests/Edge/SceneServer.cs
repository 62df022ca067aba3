namespace Parley.Gateway.Tests.Edge;

/// <summary>A server of its own with a scene on it, and acts that are possible in it. Where only a class has it, that class alone acts on it.</summary>
public sealed class SceneServer : EdgeServer
{
    internal IReadOnlyList<Deed> Deeds { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Deeds = await Edge.Deeds.Possible(this);
    }
}
